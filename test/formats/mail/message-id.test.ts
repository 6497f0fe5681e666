import { describe, expect, it } from "vitest";
import { messageIdOf } from "../../../src/formats/mail/message-id.ts";
import { randomFrom, seedOf } from "../../random.ts";

/** The rule in one expression, over the header as a string. */
function byExpression(text: string): string | undefined {
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const id = /(?:^|\n)message-id:[ \t]{0,80}(?:\r?\n[ \t]{1,80})?(<[^<>\r\n]{1,990}>|[^\s<>]{1,990})/i;
  return id.exec(text.slice(0, end))?.[1];
}

const PIECES = [
  "Message-ID: <a.1@b.example>",
  "message-id:<a@b>",
  "MESSAGE-ID: ",
  "Message-Id:\t plain@id",
  "Message-ID:",
  " <folded@id>",
  "\t<second@id> more",
  "Message-ID: <open@id",
  "Message-ID: <a<b>",
  `Message-ID: <${"x".repeat(991)}>`,
  "X-Message-ID: <no@id>",
  "Message-IDs: <no@id>",
  "Subject: Message-ID: <no@id>",
  "",
  "\r",
];

describe("messageIdOf", () => {
  it.each([
    ["Subject: x\nMessage-ID: <a@b>\n\nbody", "<a@b>"],
    ["Subject: x\r\nmessage-id:\r\n <a@b>\r\n\r\nbody", "<a@b>"],
    ["Subject: x\n\nMessage-ID: <a@b>\n", undefined],
    ["\nMessage-ID: <a@b>\n\n", "<a@b>"],
    ["\n\nMessage-ID: <a@b>\n\n", undefined],
    ["Message-ID: <>\nMessage-ID: <a@b>\n", "<a@b>"],
  ])("of %j is %j", (text, id) => {
    expect(messageIdOf(Buffer.from(text))).toBe(id);
    expect(byExpression(text)).toBe(id);
  });

  it("is what the expression says, whatever the header looks like", () => {
    const seed = seedOf("message-id");
    const random = randomFrom(seed);
    for (let round = 0; round < 5_000; round += 1) {
      const text = Array.from(
        { length: 1 + random.below(6) },
        () => random.pick(PIECES) + random.pick(["\n", "\r\n", "\n", " \n"]),
      ).join("");
      expect(messageIdOf(Buffer.from(text, "latin1")), `seed ${seed}: ${JSON.stringify(text)}`).toBe(byExpression(text));
    }
  });
});
