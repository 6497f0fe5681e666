import { checkedBy, inRange, nationalNumber, type NumberReading } from "../national.ts";
import { isPhilippineTin } from "../../validators/philippine-tin.ts";

/** Nine digits, with three or five of a branch behind, which are the same holder's. */
function read(compact: string): NumberReading | undefined {
  const value = compact.slice(0, 9);
  if (/^([0-9])\1+$/.test(value)) return undefined;
  const checked = isPhilippineTin(value);
  const evidence = [checked ? checkedBy("ph-tin-mod11") : inRange("nine digits")];
  if (value.startsWith("0")) return { value, evidence, against: "organisation" };
  return checked ? { value, evidence } : { value, evidence, unproved: true };
}

/** Taxpayer numbers of the Philippines, of persons; those of corporations, which begin with 0, are low. */
export const phTin = nationalNumber({
  id: "ph-tin",
  pack: "asia",
  description: "Taxpayer identification numbers of the Philippines by label, grouping and check digit",
  references: ["National Internal Revenue Code (Philippines), section 236(I)", "BIR Form 1902: taxpayer identification number"],
  labels: ["bir tin", "bir tin no", "philippine tin", "philippines tin", "ph tin", "tin philippines", "tin ph", "tin id"],
  shared: [
    "tin",
    "tin no",
    "tin number",
    "tax identification no",
    "tax identification number",
    "taxpayer identification no",
    "taxpayer identification number",
  ],
  forms: [
    {
      shape: "3-3-3-3",
      anchor: { run: [3, 3], total: [12, 32], after: " -" },
      body: /[0-9]{3}([ -])[0-9]{3}\1[0-9]{3}\1[0-9]{3}(?:[0-9]{2})?/y,
      shared: "high",
    },
    { shape: "3-3-3", anchor: { run: [3, 3], total: [9, 32], after: " -" }, body: /[0-9]{3}([ -])[0-9]{3}\1[0-9]{3}/y },
    { shape: "solid", anchor: { run: [9, 14] }, body: /[0-9]{9}(?:[0-9]{3}(?:[0-9]{2})?)?(?![0-9])/y },
  ],
  read,
  examples: {
    match: [
      { text: "TIN: 123-456-782-000", values: ["123456782"] },
      { text: "TIN No. 123-456-789-00000", values: ["123456789"] },
      { text: "BIR TIN 123456782", values: ["123456782"] },
      { text: "123-456-782", label: "employee.tin", values: ["123456782"] },
    ],
    reject: [
      { text: "123-456-782-000", values: [] },
      { text: "TIN: 123-456-789", values: [] },
      { text: "TIN: 000-123-456-000", values: [] },
      { text: "Tel 123-456-782", values: [] },
      { text: "tin of beans, account 123456782", values: [] },
    ],
  },
});
