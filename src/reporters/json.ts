import type { Event } from "../model/events.ts";
import { SCHEMA_ID } from "../model/events.ts";
import type { Reporter } from "../model/reporter.ts";
import { createSerialiser } from "./serialise.ts";

/** An array member of the document whose elements are known: one element a line. */
function member(name: string, elements: readonly string[]): string {
  return `,\n"${name}":[${elements.map((element, index) => (index === 0 ? `\n${element}` : `,\n${element}`)).join("")}\n]`;
}

/**
 * The same events as one document (RFC 8259). Findings and individuals, of which there may
 * be millions, are written as they come; the events of files and gaps stand between the
 * findings in the stream and are held as text until the findings have ended. The members
 * therefore stand in the order schema, scan, findings, files, gaps, individuals, summary.
 */
export const json: Reporter = {
  id: "json",
  description: "one JSON document with the same events",
  extension: ".json",
  open() {
    const serialise = createSerialiser();
    let files: string[] = [];
    let gaps: string[] = [];
    let findingsOpen = true;
    let separator = "\n";

    /** What comes too late cannot be written any more, and must not be lost in silence. */
    function requireOrder(event: Event["event"]): void {
      if (!findingsOpen) throw new Error(`event out of order: ${event} after the first individual`);
    }

    function element(text: string): string {
      const written = separator + text;
      separator = ",\n";
      return written;
    }

    /** Ends the findings, writes what was held, and opens the individuals. */
    function turnToIndividuals(): string {
      if (!findingsOpen) return "";
      const held = `\n]${member("files", files)}${member("gaps", gaps)},\n"individuals":[`;
      findingsOpen = false;
      separator = "\n";
      files = [];
      gaps = [];
      return held;
    }

    return {
      write(event) {
        const text = serialise(event);
        switch (event.event) {
          case "scan":
            return `{"schema":${JSON.stringify(SCHEMA_ID)},\n"scan":${text},\n"findings":[`;
          case "file":
            requireOrder(event.event);
            files.push(text);
            return "";
          case "gap":
            requireOrder(event.event);
            gaps.push(text);
            return "";
          case "finding":
            requireOrder(event.event);
            return element(text);
          case "individual":
            return turnToIndividuals() + element(text);
          case "summary":
            break;
        }
        return `${turnToIndividuals()}\n],\n"summary":${text}}\n`;
      },
    };
  },
};
