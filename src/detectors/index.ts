import type { Detector } from "../model/detector.ts";
import { email } from "./email.ts";
import { paymentCard } from "./payment-card.ts";
import { phone } from "./phone.ts";
import { sgAddress } from "./sg-address.ts";
import { sgNric } from "./sg-nric.ts";

/** All detectors. Where findings overlap, the one that stands first wins. */
export const DETECTORS: readonly Detector[] = [sgNric, paymentCard, sgAddress, phone, email];
