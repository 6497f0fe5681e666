import { BRANCHES } from "./branches.ts";
import { delta } from "./delta.ts";
import type { Filter } from "./filter.ts";
import { x86 } from "./x86.ts";

const DELTA = 3;
const X86 = 4;

/**
 * A filter by its id and properties (xz file format section 5.3; 7z uses the same ids): delta, x86, PowerPC, Itanium, ARM,
 * ARM Thumb, SPARC, ARM64. `undefined` when the id is another one or its properties are impossible.
 */
export function filterOf(id: number, properties: Uint8Array): Filter | undefined {
  if (id === DELTA) return properties.length === 1 ? delta((properties[0] as number) + 1) : undefined;
  const branch = id === X86 ? x86 : BRANCHES[id];
  if (branch === undefined) return undefined;
  if (properties.length === 0) return branch(0);
  // Where the program would begin in memory.
  return properties.length === 4 ? branch(new DataView(properties.slice().buffer).getUint32(0, true)) : undefined;
}
