/**
 * Joins the lines of a format=flowed text (RFC 3676 section 4): a line that ends in a space goes on
 * in the next one of the same quote depth. With `delSp` the space itself is not part of the text.
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open = false;
  let openDepth = 0;
  for (const line of text.split("\n")) {
    const depth = depthOf(line);
    // Space-stuffing (section 4.4) hides a leading space, `>` or `From `.
    const content = line.slice(depth).replace(/^ /, "");
    const signature = content === "-- ";
    const joins = open && depth === openDepth && !signature;
    const flows = content.endsWith(" ") && !signature;
    const kept = flows && delSp ? content.slice(0, -1) : content;
    if (joins) out.push(kept);
    else out.push(out.length === 0 ? "" : "\n", depth > 0 ? `${">".repeat(depth)} ` : "", kept);
    open = flows;
    openDepth = depth;
  }
  return out.join("");
}

function depthOf(line: string): number {
  let depth = 0;
  while (line.charCodeAt(depth) === 0x3e) depth += 1;
  return depth;
}
