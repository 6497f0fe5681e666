import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

interface Validator {
  readonly validate: (value: string) => { readonly isValid: boolean };
}

/** National numbers that the library `stdnum` checks rightly, as `<country>/<name>` in its own spelling; each is a file. */
const LOAD = {
  "au/tfn": () => require("stdnum/lib/cjs/au/tfn") as Validator,
  "ca/sin": () => require("stdnum/lib/cjs/ca/sin") as Validator,
  "cn/ric": () => require("stdnum/lib/cjs/cn/ric") as Validator,
  "gb/nino": () => require("stdnum/lib/cjs/gb/nino") as Validator,
  "hk/hkid": () => require("stdnum/lib/cjs/hk/hkid") as Validator,
  "in/aadhaar": () => require("stdnum/lib/cjs/in/aadhaar") as Validator,
  "in/pan": () => require("stdnum/lib/cjs/in/pan") as Validator,
  "kr/rrn": () => require("stdnum/lib/cjs/kr/rrn") as Validator,
  "my/nric": () => require("stdnum/lib/cjs/my/nric") as Validator,
  "nz/ird": () => require("stdnum/lib/cjs/nz/ird") as Validator,
  "pk/cnic": () => require("stdnum/lib/cjs/pk/cnic") as Validator,
  "th/idnr": () => require("stdnum/lib/cjs/th/idnr") as Validator,
  "tw/natid": () => require("stdnum/lib/cjs/tw/natid") as Validator,
  "us/ssn": () => require("stdnum/lib/cjs/us/ssn") as Validator,
};

export type StdnumId = keyof typeof LOAD;

const loaded = new Map<StdnumId, Validator>();

/**
 * Whether `stdnum` holds a number for valid: check digits, dates and ranges of the country's own rules. A
 * validator, not a finder: `value` is the number alone. Where it is known to be wrong the caller looks again.
 * Loaded when first asked: most scans ask for no such number.
 */
export function isStdnum(id: StdnumId, value: string): boolean {
  let validator = loaded.get(id);
  if (validator === undefined) {
    validator = LOAD[id]();
    loaded.set(id, validator);
  }
  return validator.validate(value).isValid;
}
