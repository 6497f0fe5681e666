import { nationalNumber, type NumberReading } from "../national.ts";
import { isSsn } from "../../validators/us-ssn.ts";

/** United States social security numbers. */
export const usSsn = nationalNumber({
  id: "us-ssn",
  pack: "world",
  description: "United States social security numbers in groups of 3-2-4 or by label, by their areas, groups and serials",
  references: [
    "20 CFR 422.103 (Social security numbers)",
    "Social Security Administration, Social Security Number Randomization, 25 June 2011",
  ],
  labels: [
    "ssn",
    "ssn no",
    "ssns",
    "us ssn",
    "social security",
    "social security no",
    "social security number",
    "social security numbers",
    "social sec no",
    "soc sec",
    "soc sec no",
    "ssn/itin",
    "ssn/tin",
    "seguro social",
    "numero de seguro social",
    "社会安全号",
    "社会安全号码",
    "社會安全號碼",
    "社会保障号码",
    "社安号",
    "社安號",
  ],
  shared: ["tin", "tin no", "tax id", "taxpayer id", "taxpayer identification number", "tax identification number"],
  forms: [
    {
      shape: "3-2-4",
      anchor: { run: [3, 3], total: [9, 32], lead: "012345678", after: "-", joinsBefore: ".-" },
      body: /[0-9]{3}-[0-9]{2}-[0-9]{4}/y,
      alone: "medium",
    },
    {
      shape: "3 2 4",
      anchor: { run: [3, 3], total: [9, 32], lead: "012345678", after: " .-/", joinsBefore: ".-" },
      body: /[0-9]{3}( ?[-./] ?| )[0-9]{2}\1[0-9]{4}/y,
    },
    {
      shape: "solid",
      anchor: { run: [9, 9], lead: "012345678", joinsBefore: ".-", joinsAfter: ".-" },
      body: /[0-9]{9}/y,
      shared: "low",
    },
  ],
  read,
  examples: {
    match: [
      { text: "SSN: 536-90-4399", values: ["536904399"] },
      { text: "Her number is 536-90-4399.", values: ["536904399"] },
      { text: "Social Security No. 536 90 4399", values: ["536904399"] },
      { text: "536904399", label: "employee.ssn", values: ["536904399"] },
      { text: "SSNs of both: 536-90-4399, 219-10-0001", values: ["536904399", "219100001"] },
      { text: "社会安全号码：536904399", values: ["536904399"] },
    ],
    reject: [
      { text: "SSN: 078-05-1120", values: [] },
      { text: "SSN: 123-45-0000", values: [] },
      { text: "SSN 000-12-3456, 666-12-3456 or 900-12-3456", values: [] },
      { text: "SSN: 123-45-6789", values: [] },
      { text: "Call 536904399 about it", values: [] },
      { text: "Order no. 536-90-4399", values: [] },
      { text: "NSN 5340-536-90-4399", values: [] },
      { text: "536-90-4399-2", values: [] },
    ],
  },
});

function read(digits: string): NumberReading | undefined {
  return isSsn(digits) ? { value: digits, evidence: [{ kind: "issuer-range", range: "social security areas" }] } : undefined;
}
