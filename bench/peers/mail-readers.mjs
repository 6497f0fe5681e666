import { projectFile } from "../measure/process.mjs";

/**
 * @param {"mailparser" | "postal-mime"} library
 * @param {string} does
 * @returns {import("./peer.mjs").Peer}
 */
function mailReader(library, does) {
  return {
    id: library,
    title: library,
    does,
    on: ["mail-part"],
    missing() {
      try {
        import.meta.resolve(library);
        return undefined;
      } catch {
        return "not installed";
      }
    },
    command: (corpus) => ({
      program: process.execPath,
      args: [projectFile("bench/peers/read-mail.mjs"), library, `${corpus}/mail.mbox`],
    }),
  };
}

export const mailparser = mailReader(
  "mailparser",
  "reads each message into memory, conversions between HTML and text off; looks for nothing",
);
export const postalMime = mailReader("postal-mime", "reads each message into memory; looks for nothing");
