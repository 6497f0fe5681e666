import { describe, expect, it } from "vitest";
import { escapeJson, visible } from "../../src/reporters/sanitise.ts";
import { HOSTILE_NAMES, seeded } from "./stream.ts";

describe("visible", () => {
  it.each([
    ["ESC and BEL", "\u001b]0;owned\u0007", "\\u{1b}]0;owned\\u{7}"],
    ["line ends and tab", "a\r\nb\tc", "a\\u{d}\\u{a}b\\u{9}c"],
    ["NUL and DEL", "\0\u007f", "\\u{0}\\u{7f}"],
    ["C1: the one-character CSI", "\u009b31m", "\\u{9b}31m"],
    ["NEL", "a\u0085b", "a\\u{85}b"],
    ["line and paragraph separator", "\u2028\u2029", "\\u{2028}\\u{2029}"],
    ["bidirectional override", "\u202egpj.exe", "\\u{202e}gpj.exe"],
    ["bidirectional isolates and marks", "\u2066\u2069\u200f\u061c", "\\u{2066}\\u{2069}\\u{200f}\\u{61c}"],
    ["lone surrogates", "\ud800a\udc00", "\\u{d800}a\\u{dc00}"],
    ["nothing to see", "a\u200bb\ufeffc\u00add\u3164e", "a\\u{200b}b\\u{feff}c\\u{ad}d\\u{3164}e"],
    ["tags", "a\u{e0041}b", "a\\u{e0041}b"],
    ["noncharacters", "\uffff\u{1fffe}", "\\u{ffff}\\u{1fffe}"],
  ])("%s", (_name, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it.each(["陈小明.eml", "José Müller", "👨‍👩‍👧‍👦", "🇸🇬", "नमस्ते", "محمد", "a b\u00a0c", "\\u{1b}"])("leaves %s as it is", (text) => {
    expect(visible(text)).toBe(text);
  });

  it("lets no control character through, whatever comes", () => {
    for (let code = 0; code <= 0x2fff; code += 1) {
      const shown = visible(`a${String.fromCodePoint(code)}b`);
      expect(shown, code.toString(16)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
    }
  });
});

describe("escapeJson", () => {
  it.each(HOSTILE_NAMES)("%j parses to the same value and holds nothing unsafe", (name) => {
    const json = escapeJson(JSON.stringify({ [name]: [name] }));
    expect(JSON.parse(json)).toEqual({ [name]: [name] });
    expect(visible(json)).toBe(json);
  });

  it("holds for random code units", () => {
    const seed = 20_261_123;
    const random = seeded(seed);
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: 20 }, () => String.fromCharCode(Math.floor(random() * 65_536))).join("");
      const json = escapeJson(JSON.stringify(text));
      expect(JSON.parse(json), `seed ${seed} round ${round}`).toBe(text);
      expect(visible(json), `seed ${seed} round ${round}`).toBe(json);
    }
  });
});
