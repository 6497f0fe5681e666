import { tellingAttributes } from "./attributes.ts";
import type { Stretch } from "./changes.ts";
import { createLayout, type FlowTargets } from "./layout.ts";
import { LINE_CHARACTERS } from "./lines.ts";
import { attribute, type XmlListener } from "./xml.ts";

/** Elements that are paragraphs, rows, and so on: Word, DrawingML and spreadsheets use the same local names. */
const PARAGRAPHS = new Set(["p", "si", "is", "comment", "text", "Text"]);
const TEXTS = new Set(["t", "delText", "Text"]);
const CODES = new Set(["instrText", "delInstrText"]);
/** Their paragraphs stand inside another paragraph and are told behind it. */
const BOXES = new Set(["txbxContent", "rt"]);
/** Positions and measures, binary data, and readings of East Asian text beside the text. */
const MUTE = new Set([
  "posOffset",
  "pctWidth",
  "pctHeight",
  "pctPosHOffset",
  "pctPosVOffset",
  "align",
  "binData",
  "binaryData",
  "rPh",
  "Anchor",
]);

/**
 * Hears WordprocessingML, DrawingML, VML and whatever else holds text in Office Open XML (ECMA-376 part 1
 * sections 17 and 21): runs are joined to paragraphs, rows of tables are lines with tabs.
 */
export function flowListener(targets: FlowTargets): XmlListener {
  const { metadata } = targets;
  const layout = createLayout(targets);
  let inText = 0;
  let inCode = 0;
  let code = "";
  let mute = 0;
  let change: Stretch["kind"] = "same";

  const endCode = (): void => {
    if (code.trim() !== "") metadata.addOnce(code);
    code = "";
  };
  return {
    open(name, tag) {
      layout.endLoose();
      for (const one of tellingAttributes(name, tag)) metadata.addOnce(one);
      if (PARAGRAPHS.has(name)) {
        endCode();
        layout.startParagraph();
      }
      if (TEXTS.has(name)) inText += 1;
      else if (CODES.has(name)) inCode += 1;
      else if (MUTE.has(name)) mute += 1;
      else if (BOXES.has(name)) layout.startBox();
      else {
        switch (name) {
          case "tbl":
            return layout.startTable();
          case "AlternateContent":
            return layout.startAlternatives();
          case "Fallback":
            return layout.startFallback();
          case "tab":
          case "ptab":
            // Definitions of tab stops stand in properties and have a position.
            if (!tag.includes("pos=") && layout.inParagraph()) layout.text("\t", change);
            return;
          case "br":
          case "cr":
            if (layout.inParagraph()) layout.text("\n", change);
            return;
          case "noBreakHyphen":
            return layout.text("-", change);
          case "sym":
            return layout.text(symbol(tag), change);
          case "del":
          case "moveFrom":
            change = "deleted";
            return;
          case "ins":
          case "moveTo":
            change = "inserted";
            return;
          case "gridSpan":
            return layout.span(Number(attribute(tag, "val") ?? 1));
          case "fldChar":
            if (!tag.includes("begin")) endCode();
        }
      }
    },
    close(name) {
      if (TEXTS.has(name)) inText = Math.max(0, inText - 1);
      if (PARAGRAPHS.has(name)) {
        endCode();
        layout.endParagraph();
      } else if (CODES.has(name)) inCode = Math.max(0, inCode - 1);
      else if (MUTE.has(name)) mute = Math.max(0, mute - 1);
      else if (BOXES.has(name) || name === "Fallback") layout.endBox();
      else if (name === "tc") layout.endCell();
      else if (name === "tr") layout.endRow();
      else if (name === "tbl") layout.endTable();
      else if (name === "AlternateContent") layout.endAlternatives();
      else if (name === "del" || name === "moveFrom" || name === "ins" || name === "moveTo") change = "same";
      layout.endLoose();
    },
    text(text) {
      if (mute > 0) return;
      if (inCode > 0) code = code.length < LINE_CHARACTERS ? code + text : text;
      else if (inText > 0 || layout.hasLoose() || text.trim() !== "") layout.text(text, change);
    },
    aside: (text) => metadata.addOnce(text),
    finish() {
      endCode();
      layout.finish();
    },
  };
}

/** A character of a symbol font: those of the private area repeat ASCII (ECMA-376 part 1 section 17.3.3.30). */
function symbol(tag: string): string {
  const code = Number.parseInt(attribute(tag, "char") ?? "", 16);
  if (!(code > 0 && code <= 0xffff)) return "";
  return String.fromCharCode(code >= 0xf020 && code <= 0xf07e ? code - 0xf000 : code);
}
