import type { Detector } from "../model/detector.ts";
import { ASIA } from "./asia/index.ts";
import { bankAccount } from "./bank-account.ts";
import { dateOfBirth } from "./date-of-birth.ts";
import { credential } from "./credential.ts";
import { email } from "./email.ts";
import { factCondition } from "./facts/condition.ts";
import { factMoney } from "./facts/money.ts";
import { iban } from "./iban.ts";
import { passport } from "./passport.ts";
import { paymentCardPartial } from "./payment-card-partial.ts";
import { paymentCard } from "./payment-card.ts";
import { personName } from "./person-name.ts";
import { phone } from "./phone.ts";
import { privateKey } from "./private-key.ts";
import { sgAddress } from "./sg-address.ts";
import { sgNricPartial } from "./sg-nric-partial.ts";
import { sgNric } from "./sg-nric.ts";
import { sgUen } from "./sg-uen.ts";
import { sgVehiclePlate } from "./sg-vehicle-plate.ts";
import { auMedicare } from "./world/au-medicare.ts";
import { auTfn } from "./world/au-tfn.ts";
import { caSin } from "./world/ca-sin.ts";
import { gbNhs } from "./world/gb-nhs.ts";
import { gbNino } from "./world/gb-nino.ts";
import { nzIrd } from "./world/nz-ird.ts";
import { usItin } from "./world/us-itin.ts";
import { usSsn } from "./world/us-ssn.ts";

/** All detectors. Where findings overlap, the one that stands first wins. */
export const DETECTORS: readonly Detector[] = [
  sgNric,
  sgNricPartial,
  sgUen,
  paymentCard,
  ...ASIA,
  usSsn,
  usItin,
  gbNino,
  gbNhs,
  auTfn,
  auMedicare,
  caSin,
  nzIrd,
  paymentCardPartial,
  passport,
  dateOfBirth,
  iban,
  bankAccount,
  sgAddress,
  phone,
  email,
  sgVehiclePlate,
  personName,
  privateKey,
  credential,
  factMoney,
  factCondition,
];
