import { describe, expect, it } from "vitest";
import { chooseDetectors } from "../../../src/detectors/choose.ts";
import type { Detector } from "../../../src/model/detector.ts";
import { ask } from "../ask.ts";

const WORLD = ["us-ssn", "us-itin", "gb-nino", "gb-nhs", "au-tfn", "au-medicare", "ca-sin", "nz-ird"];
const detectors = chooseDetectors("world").filter(({ id }) => WORLD.includes(id));

/** What all detectors of the world say of a text, as `type value confidence`. */
function all(text: string, label = "", asked: readonly Detector[] = detectors): string[] {
  return asked.flatMap((one) => ask(one, text, { label }).map(({ type, value, confidence }) => `${type} ${value} ${confidence}`));
}

describe("national numbers of the world", () => {
  it("are all in the pack", () => {
    expect(detectors.map(({ id }) => id).toSorted()).toEqual(WORLD.toSorted());
    for (const { pack } of detectors) expect(pack).toBe("world");
  });

  it.each([
    ["SSN: 536-90-4399", "us-ssn 536904399 high"],
    ["SSN:\r\n536-90-4399", "us-ssn 536904399 high"],
    ["536-90-4399", "us-ssn 536904399 medium"],
    ["social security number is 536904399", "us-ssn 536904399 high"],
    ["SSN 536.90.4399", "us-ssn 536904399 high"],
    ["Taxpayer ID 536 90 4399", "us-ssn 536904399 medium"],
    ["Tax ID 536904399", "us-ssn 536904399 low"],
    ["ＳＳＮ：５３６－９０－４３９９", "us-ssn 536904399 high"],
    ["ITIN 912-90-3456", "us-itin 912903456 high"],
    ["912-90-3456", "us-itin 912903456 medium"],
    ["SSN: 912-90-3456", "us-itin 912903456 medium"],
    ["NINO: AB123456C", "gb-nino AB123456C high"],
    ["NI No. ab 12 34 56 c", "gb-nino AB123456C high"],
    ["National Insurance number AB-12-34-56-C", "gb-nino AB123456C high"],
    ["AB 12 34 56 C", "gb-nino AB123456C medium"],
    ["AB123456C", "gb-nino AB123456C low"],
    ["NI number: AB123456", "gb-nino AB123456 medium"],
    ["NHS number 943 476 5870", "gb-nhs 9434765870 high"],
    ["NHS no: 943-476-5870", "gb-nhs 9434765870 high"],
    ["patient 943 476 5870", "gb-nhs 9434765870 medium"],
    ["patient 9434765870", "gb-nhs 9434765870 low"],
    ["NHS number: 999 000 0018", "gb-nhs 9990000018 low"],
    ["TFN 123 456 782", "au-tfn 123456782 high"],
    ["tax file number: 123456782", "au-tfn 123456782 high"],
    ["Medicare No: 2123 45670 1", "au-medicare 2123456701 high"],
    ["Medicare 2123 45670 1-3", "au-medicare 21234567013 high"],
    ["IRD number 49-091-850", "nz-ird 049091850 high"],
    ["IRD: 49-091-850", "nz-ird 049091850 medium"],
    ["SIN 130 692 544", "ca-sin 130692544 high"],
    ["SIN 130692544", "ca-sin 130692544 medium"],
    ["Social insurance no. 130-692-544", "ca-sin 130692544 high"],
    ["130-692-544", "ca-sin 130692544 low"],
  ])("%j is %s", (text, expected) => {
    expect(all(text)).toContain(expected);
    expect(all(text).filter((one) => one.startsWith(expected.split(" ")[0] as string))).toEqual([expected]);
  });

  it.each([
    ["employee.ssn", "536904399", "us-ssn 536904399 high"],
    ["Social Security Number", "536904399", "us-ssn 536904399 high"],
    ["ni number", "AB123456C", "gb-nino AB123456C high"],
    ["nhs_number", "9434765870", "gb-nhs 9434765870 high"],
    ["tfn", "123456782", "au-tfn 123456782 high"],
    ["medicareNo", "2123456701", "au-medicare 2123456701 high"],
    ["sin", "130692544", "ca-sin 130692544 medium"],
    ["ird_number", "136410132", "nz-ird 136410132 high"],
  ])("in a column called %s %s is %s", (label, text, expected) => {
    expect(all(text, label)).toEqual([expected]);
  });

  it.each([
    "Order no. 536-90-4399",
    "Tel: 536-90-4399",
    "https://example.com/a/536-90-4399",
    "1-536-90-4399",
    "536-90-4399-1",
    "0.536-90-4399",
    "a1b2c3d4-536-90-4399",
    "CAS 7732-18-5",
    "DBS 123-45678-9",
    "ISBN 978-0-306-40615-7",
    "UEN 53012345B",
    "S1234567D",
    "2026-11-23 08:00:00",
    "+65 9123 4567",
    "Call 943 476 5870",
    "+1 943 476 5870",
    "Message-ID: <AB123456C@example.com>",
    "model QQ123456C",
    "Passport EB1234567",
    "invoice AB 12 34 56 C",
    "123 456 782",
    "2123 45670 1",
    "49-091-850",
    "using 130692544 bytes",
    "GST 136410132",
    "the nation 136410132",
    "cos(1) sin(1) 0.130692544",
    "1Z999AA10123456784",
    "9400 1000 0000 0000 0000 00",
  ])("nothing is found in %j", (text) => {
    expect(all(text).filter((one) => !one.endsWith(" low"))).toEqual([]);
  });
});
