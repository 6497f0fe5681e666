/** Containers of a quoted message: Gmail, Yahoo, Thunderbird, Proton, Zoho, the new Outlook. */
const QUOTE_CLASSES = new Set([
  "gmail_quote",
  "gmail_quote_container",
  "yahoo_quoted",
  "moz-cite-prefix",
  "moz-forward-container",
  "protonmail_quote",
  "zmail_extra",
  "tutanota_quote",
]);
/** Marks after which everything is quoted: Outlook puts the earlier message beside them, not inside. */
const QUOTE_STARTS = new Set(["divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"]);
/** Outlook draws a line above the header of the earlier message, in a colour of its own in each release. */
const OUTLOOK_LINE = /border-top:solid #(?:e1e1e1|b5c4df)/;

/** Finds the quoted ranges of a mail from its tags alone. */
export interface QuoteTracker {
  open(tag: string, names: readonly string[], values: readonly string[]): void;
  close(tag: string): void;
  end(length: number): readonly (readonly [number, number])[];
}

/** `position` gives the length of the text so far. */
export function quoteTracker(position: () => number): QuoteTracker {
  const ranges: [number, number][] = [];
  // Two counters in the place of a stack: tags that never close must cost nothing.
  let depth = { div: 0, blockquote: 0 };
  let inside: { tag: "div" | "blockquote"; depth: number; start: number } | undefined;
  let rest: number | undefined;

  return {
    open(tag, names, values) {
      if (tag !== "div" && tag !== "blockquote") return;
      if (rest === undefined && tag === "div" && startsRest(names, values)) rest = inside?.start ?? position();
      if (inside === undefined && (tag === "blockquote" || hasQuoteClass(names, values)))
        inside = { tag, depth: depth[tag], start: position() };
      depth[tag] += 1;
    },
    close(tag) {
      if ((tag !== "div" && tag !== "blockquote") || depth[tag] === 0) return;
      depth[tag] -= 1;
      if (inside?.tag !== tag || depth[tag] > inside.depth) return;
      add(ranges, inside.start, position());
      inside = undefined;
    },
    end(length) {
      if (inside !== undefined) add(ranges, inside.start, length);
      const before = rest === undefined ? ranges : ranges.filter(([start]) => start < (rest ?? 0));
      if (rest !== undefined) add(before, rest, length);
      return before;
    },
  };
}

function hasQuoteClass(names: readonly string[], values: readonly string[]): boolean {
  const classes = values[names.indexOf("class")] ?? "";
  const id = values[names.indexOf("id")]?.toLowerCase() ?? "";
  if (id.startsWith("yahoo_quoted")) return true;
  return classes.split(/\s/).some((name) => QUOTE_CLASSES.has(name));
}

function startsRest(names: readonly string[], values: readonly string[]): boolean {
  const id = values[names.indexOf("id")]?.toLowerCase() ?? "";
  // Outlook on the web prefixes ids with x_ when a mail is quoted again.
  if (QUOTE_STARTS.has(id.replace(/^(?:x_){1,20}/, ""))) return true;
  const style = values[names.indexOf("style")];
  return style !== undefined && OUTLOOK_LINE.test(style.toLowerCase());
}

/** Ranges that touch are one. */
function add(ranges: [number, number][], start: number, end: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
  else if (end > start) ranges.push([start, end]);
}
