import { allAttributes } from "./attributes.ts";
import { LINE_CHARACTERS, type Lines } from "./lines.ts";
import { attribute, type XmlListener } from "./xml.ts";

/** Names of values that say nothing of what they hold (ECMA-376 part 1 section 22.4). */
const TYPES = /^(?:lpw?str|bstr|i[1248]|ui[1248]|int|uint|r[48]|decimal|filetime|date|bool|vector|variant|t|v|text|s|n|d)$/;

/**
 * Hears XML of any form: each text is a line, with the name of its element or property in front; with
 * `everything`, also all attributes. For properties, custom XML and what nobody knows.
 */
export function plainListener(lines: Lines, everything: boolean): XmlListener {
  let element = "";
  let property = "";
  let held = "";
  const tell = (): void => {
    const text = held.trim();
    held = "";
    if (text === "") return;
    const label = property !== "" ? property : TYPES.test(element) ? "" : element;
    lines.add(label === "" ? text : `${label}: ${text}`);
  };
  return {
    open(name, tag) {
      tell();
      element = name;
      if (name === "property" || name === "user-defined") {
        property = attribute(tag, "name") ?? "";
        const target = attribute(tag, "linkTarget");
        if (target !== undefined) lines.add(target);
      } else if (everything) for (const one of allAttributes(tag)) lines.add(one);
    },
    close(name) {
      tell();
      element = "";
      if (name === "property" || name === "user-defined") property = "";
    },
    text(text) {
      held += text;
      if (held.length > LINE_CHARACTERS) tell();
    },
    aside: (text) => lines.addOnce(text),
    finish: tell,
  };
}
