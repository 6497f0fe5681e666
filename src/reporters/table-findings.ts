import type { FindingEvent } from "../model/events.ts";
import { formatFile, formatPlace } from "./location.ts";
import { row } from "./layout.ts";
import { fileKey } from "./overview.ts";
import type { Overview } from "./overview.ts";
import type { Paint } from "./paint.ts";
import { CONFIDENCE_WORDS } from "./paint.ts";
import { visible } from "./sanitise.ts";
import { columns } from "./width.ts";
import { counted } from "./words.ts";

/** From this width on, fields stand in columns; below it they follow each other. */
const ALIGNED_WIDTH = 60;
const WIDEST_DISPLAY = 32;

/** Place in the file, role, and how often the same occurrence was found elsewhere: `message 2 : 3:14 · body · +1 place`. */
function placeAndRole(finding: FindingEvent): string {
  const further = finding.places?.length ?? 0;
  return [formatPlace(finding.location), visible(finding.role), further === 0 ? "" : `+${counted(further, "place")}`]
    .filter((part) => part !== "")
    .join(" · ");
}

function shownValue(finding: FindingEvent): string {
  return visible(finding.value ?? finding.display);
}

/** Every finding that was kept, grouped by file: confidence, type, value, place, role. */
export function findingsSection(overview: Overview, paint: Paint, width: number): string {
  const { listed, peopleIn, scan } = overview;
  const aligned = width >= ALIGNED_WIDTH;
  const widest = (texts: readonly string[]) => (aligned ? Math.max(0, ...texts.map(columns)) : 0);
  const typePad = widest(listed.map(({ type }) => visible(type)));
  const displayPad = Math.min(WIDEST_DISPLAY, widest(listed.map(shownValue)));
  const inFile = new Map<string, number>();
  for (const { location } of listed) inFile.set(fileKey(location), (inFile.get(fileKey(location)) ?? 0) + 1);

  let section = "";
  let open = "";
  for (const finding of listed) {
    const key = fileKey(finding.location);
    if (key !== open) {
      const people = peopleIn.get(key) ?? 0;
      const numbers = counted(inFile.get(key) ?? 0, "finding") + (people > 0 ? ` · ${counted(people, "person", "people")}` : "");
      const name = formatFile(finding.location, scan?.inputs);
      section += section === "" ? "" : "\n";
      section += row(
        [
          { text: name, style: paint.title, overflow: "cut-start" },
          { text: numbers, overflow: "wrap" },
        ],
        width,
        0,
        2,
      );
      open = key;
    }
    section += row(
      [
        {
          text: CONFIDENCE_WORDS[finding.confidence],
          pad: 4,
          style: paint.confidence[finding.confidence],
          overflow: "cut-middle",
        },
        { text: visible(finding.type), pad: typePad, overflow: "cut-middle" },
        { text: shownValue(finding), pad: displayPad, overflow: "cut-middle" },
        { text: placeAndRole(finding), overflow: "cut-middle" },
      ],
      width,
      2,
      8,
    );
  }
  return section;
}
