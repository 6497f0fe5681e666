import type { Detector } from "../../model/detector.ts";
import { cnRic } from "./cn-ric.ts";
import { hkHkid } from "./hk-hkid.ts";
import { idNik } from "./id-nik.ts";
import { inAadhaar } from "./in-aadhaar.ts";
import { inPan } from "./in-pan.ts";
import { krRrn } from "./kr-rrn.ts";
import { lkNic } from "./lk-nic.ts";
import { myNric } from "./my-nric.ts";
import { phPhilsys } from "./ph-philsys.ts";
import { phTin } from "./ph-tin.ts";
import { pkCnic } from "./pk-cnic.ts";
import { thIdnr } from "./th-idnr.ts";
import { twNatid } from "./tw-natid.ts";
import { vnCccd } from "./vn-cccd.ts";

/**
 * National numbers of Asia in the order of precedence, which matters only where two are equally certain: first
 * what a check digit and a date prove, last what its label alone makes.
 */
export const ASIA: readonly Detector[] = [
  cnRic,
  hkHkid,
  krRrn,
  thIdnr,
  myNric,
  twNatid,
  inAadhaar,
  idNik,
  lkNic,
  pkCnic,
  vnCccd,
  inPan,
  phTin,
  phPhilsys,
];
