import { randomFrom, seedOf } from "../random.ts";
import { fileOf, unfold } from "./unfold.ts";

/** Overwrites bytes of a sample at random, many times: it must be told as something, without an exception and soon. */
export async function survivesDamage(name: string, sample: Uint8Array, rounds: number): Promise<void> {
  const seed = seedOf(name);
  const random = randomFrom(seed);
  for (let round = 0; round < rounds; round += 1) {
    const damaged = new Uint8Array(sample);
    // The first bytes tell what it is: without them it is another format's business.
    for (let count = random.below(8); count >= 0; count -= 1) damaged[16 + random.below(sample.length - 16)] = random.below(256);
    const started = performance.now();
    const items = await unfold(fileOf(name, damaged)).catch((error: unknown) => {
      throw new Error(`seed ${seed}, round ${round}`, { cause: error });
    });
    if (items.length === 0) throw new Error(`seed ${seed}, round ${round}: told as nothing`);
    if (performance.now() - started > 5_000) throw new Error(`seed ${seed}, round ${round}: took too long`);
  }
}
