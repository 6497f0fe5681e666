import { inRange, nationalNumber } from "../national.ts";
import { isLankaNic } from "../../validators/lanka-nic.ts";

/** National identity cards of Sri Lanka: nine digits and V or X, or since 2016 twelve digits. */
export const lkNic = nationalNumber({
  id: "lk-nic",
  pack: "asia",
  description: "National identity card numbers of Sri Lanka by label, year and day of birth",
  references: ["Registration of Persons Act 32 of 1968 (Sri Lanka)", "Registration of Persons (Amendment) Act 8 of 2016"],
  labels: [
    "nic",
    "nic no",
    "nic number",
    "n.i.c. no",
    "sri lanka nic",
    "sri lankan nic",
    "sri lankan id",
    "sl nic",
    "ජාතික හැඳුනුම්පත",
    "ජාතික හැඳුනුම්පත් අංකය",
    "හැඳුනුම්පත",
    "හැඳුනුම්පත් අංකය",
    "தேசிய அடையாள அட்டை",
    "தேசிய அடையாள அட்டை இலக்கம்",
  ],
  shared: [
    "national identity card",
    "national identity card no",
    "national id",
    "national id no",
    "identity card",
    "identity card no",
    "id card no",
    "id no",
    "id number",
  ],
  forms: [
    { shape: "solid", anchor: { run: [9, 9], after: "VvXx -" }, body: /[0-9]{9}[ -]?[VX]/iy, shared: "high" },
    { shape: "solid", anchor: { run: [12, 12], starts: ["19", "20"] }, body: /[0-9]{12}/y },
  ],
  read: (value) => (isLankaNic(value) ? { value, evidence: [inRange("year and day of birth")] } : undefined),
  examples: {
    match: [
      { text: "NIC: 911042754V", values: ["911042754V"] },
      { text: "NIC No. 199110402754", values: ["199110402754"] },
      { text: "ජාතික හැඳුනුම්පත 916042754 v", values: ["916042754V"] },
      { text: "911042754X", label: "nic_no", values: ["911042754X"] },
    ],
    reject: [
      { text: "911042754V", values: [] },
      { text: "199110402754", values: [] },
      { text: "NIC 913702754V", values: [] },
      { text: "NIC 199190402754", values: [] },
      { text: "NIC 911042754VA", values: [] },
      { text: "serial no. 911042754V", values: [] },
    ],
  },
});
