import { createRandom } from "../../../fixtures/make/random.mjs";
import { makeNric } from "../../../fixtures/make/nric.mjs";

/** Synthetic numbers, the same on each run. */
const random = createRandom(2_026);

export const NRICS: readonly string[] = Array.from({ length: 12 }, () => makeNric(random, "S"));
export const [ANN_NRIC = "", BEN_NRIC = "", CARA_NRIC = "", DAN_NRIC = "", EVE_NRIC = ""] = NRICS;
