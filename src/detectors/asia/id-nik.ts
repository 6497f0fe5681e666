import { inRange, nationalNumber } from "../national.ts";
import { isNik } from "../../validators/nik.ts";

/** Indonesian population numbers, which are on the identity card (KTP) and since 2024 a person's tax number. */
export const idNik = nationalNumber({
  id: "id-nik",
  pack: "asia",
  description: "Indonesian population numbers (NIK) by label, province and date of birth",
  references: [
    "Law 24 of 2013 on population administration (Indonesia), article 13",
    "Minister of Finance Regulation 112/PMK.03/2022: the NIK as tax number",
  ],
  labels: [
    "nik",
    "no nik",
    "no. nik",
    "nomor nik",
    "nik ktp",
    "ktp",
    "no ktp",
    "no. ktp",
    "nomor ktp",
    "e-ktp",
    "no. induk kependudukan",
    "nomor induk kependudukan",
    "kartu tanda penduduk",
    "npwp",
    "no npwp",
    "no. npwp",
    "indonesian id",
    "indonesian id card",
    "indonesia id",
  ],
  shared: [
    "id card",
    "id card no",
    "identity card",
    "identity card no",
    "identification no",
    "identification number",
    "no identitas",
    "no. identitas",
    "nomor identitas",
    "national id",
    "national id no",
  ],
  forms: [
    { shape: "solid", anchor: { run: [16, 16], lead: "12356789" }, body: /[1-9][0-9]{15}/y },
    {
      shape: "4-4-4-4",
      anchor: { run: [4, 4], total: [16, 32], lead: "12356789", after: " -." },
      body: /[1-9][0-9]{3}([ .-])[0-9]{4}\1[0-9]{4}\1[0-9]{4}/y,
    },
    {
      shape: "6-6-4",
      anchor: { run: [6, 6], total: [16, 32], lead: "12356789", after: " -." },
      body: /[1-9][0-9]{5}([ .-])[0-9]{6}\1[0-9]{4}/y,
    },
  ],
  read: (value) => (isNik(value) ? { value, evidence: [inRange("province and date of birth")] } : undefined),
  examples: {
    match: [
      { text: "NIK: 3171011708450001", values: ["3171011708450001"] },
      { text: "No. KTP 3171 0157 0845 0001", values: ["3171015708450001"] },
      { text: "Nomor Induk Kependudukan\n317101.170845.0001", values: ["3171011708450001"] },
      { text: "3171011708450001", label: "customer.nik", values: ["3171011708450001"] },
    ],
    reject: [
      { text: "3171011708450001", values: [] },
      { text: "NIK 3171013208450001", values: [] },
      { text: "NIK 9971011708450001", values: [] },
      { text: "NIK 31710117084500012", values: [] },
      { text: "No. Rekening 3171011708450001", values: [] },
    ],
  },
});
