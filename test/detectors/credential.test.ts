import { describe, expect, it } from "vitest";
import { credential } from "../../src/detectors/credential.ts";
import { privateKey } from "../../src/detectors/private-key.ts";
import { ask, values } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(credential, text, { label }).map(({ value, confidence }) => `${value} ${confidence}`);

describe("credential", () => {
  it.each([
    ["Password: abc123.", "abc123 high"],
    ["pwd=Xy7!k", "Xy7!k medium"],
    ["?user=tan&pwd=abc123&x=1", "abc123 high"],
    ["**Password:** hunter2", "hunter2 high"],
    ['The new password is "sunshine".', "sunshine medium"],
    ["Password has been reset to Welcome@123. Please change it", "Welcome@123 medium"],
    ["Password\tabc1234", "abc1234 medium"],
    ["Password:\nabc1234\nRegards", "abc1234 medium"],
    ["Username/Password: tan01/abc123", "abc123 high"],
    ["Login: tan01  PW: abc123", "abc123 high"],
    ["your PIN is 4821", "4821 medium"],
    ["pin 4821", "4821 low"],
    ["your OTP for the transfer of S$500.00 to TAN is 483920", "483920 medium"],
    ["483920 is your OTP", "483920 medium"],
    ["您的密码为Abc123，请", "Abc123 medium"],
    ["您的验证码是483920，5分钟内有效", "483920 medium"],
    ["Kata laluan anda ialah rahsia1", "rahsia1 medium"],
    ["Mother's Maiden Name: Tan Siew Eng", "Tan Siew Eng medium"],
    ["Passphrase: correct horse battery staple", "correct horse battery staple medium"],
    ["The password to open the attached PDF is Abc12345", "Abc12345 low"],
    ["DB_PASSWORD=abc1234", "abc1234 low"],
    ["Password: changeme", "changeme low"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    "Password: Welcome to our site",
    "Password: Username:",
    "Password: N/A",
    "Password: xxxx",
    "Password policy: Min8Chars",
    "password is case-sensitive",
    "Password is base64 encoded",
    "Your password expires in 14 days",
    "--password abc1234",
    "Mumbai PIN: 400001",
    "OTP sent to 91234567",
    "I hid the pin at 1234 Main St",
    "Password: the last four digits of your NRIC",
  ])("finds nothing in %j", (text) => {
    expect(values(credential, text)).toEqual([]);
  });

  it.each([
    ["password", "hunter2", ["hunter2 high"]],
    ["password", "$2b$10$abcdefghijklmnopqrstuv", []],
    ["password_hash", "hunter2", []],
    ["pin", "12", []],
    ["pin code", "560123", []],
  ])("in a column %s reads %j", (label, text, expected) => {
    expect(one(text, label)).toEqual(expected);
  });

  it("never gives more of a key than its kind", () => {
    const [found] = ask(privateKey, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIFHDBOBgkqhkiG9w0B\n");
    expect(found).toMatchObject({ value: "ENCRYPTED PRIVATE KEY", confidence: "medium" });
    expect(found?.covers).not.toContain("MIIF");
  });
});
