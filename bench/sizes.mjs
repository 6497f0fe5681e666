/** @typedef {"small" | "medium" | "large"} Size */

/**
 * How much of each corpus there is in each size, and how long measuring may take.
 *
 * @typedef {object} Amounts
 * @property {number} mail bytes of the mailbox
 * @property {number} logs bytes
 * @property {number} prose bytes
 * @property {number} eml files
 * @property {number} hostile bytes
 * @property {number} wide bytes
 * @property {number} export messages of a whole export with mailboxes, a Maildir and loose files
 * @property {number} mailPart bytes at the front of the mailbox for mail readers that are slower by far
 * @property {number} textPart bytes of logs and prose for scanners that are slower by far
 * @property {number} xlsx rows of each workbook
 * @property {number} pdf pages
 * @property {number} pst bytes of an Outlook store
 * @property {number} pstEnd bytes of a sparse one; none when 0
 * @property {number} archives bytes, unpacked
 * @property {number} database rows of each database
 * @property {number} rounds most rounds of each comparison
 * @property {number} seconds after which no further round of a comparison begins
 */

const MB = 1_000_000;

/** @type {Readonly<Record<Size, Amounts>>} */
export const SIZES = {
  small: {
    mail: 10 * MB,
    logs: 6 * MB,
    prose: 4 * MB,
    eml: 400,
    hostile: 2 * MB,
    wide: 2 * MB,
    export: 300,
    mailPart: 2 * MB,
    textPart: 0.1 * MB,
    xlsx: 2_000,
    pdf: 50,
    pst: 3 * MB,
    pstEnd: 0,
    archives: 1.2 * MB,
    database: 2_000,
    rounds: 3,
    seconds: 6,
  },
  medium: {
    mail: 500 * MB,
    logs: 300 * MB,
    prose: 200 * MB,
    eml: 20_000,
    hostile: 50 * MB,
    wide: 50 * MB,
    export: 15_500,
    mailPart: 50 * MB,
    textPart: 1 * MB,
    xlsx: 200_000,
    pdf: 2_000,
    pst: 300 * MB,
    pstEnd: 2_200 * MB,
    archives: 120 * MB,
    database: 200_000,
    rounds: 7,
    seconds: 25,
  },
  large: {
    mail: 5_000 * MB,
    logs: 3_000 * MB,
    prose: 2_000 * MB,
    eml: 100_000,
    hostile: 200 * MB,
    wide: 200 * MB,
    export: 62_000,
    mailPart: 100 * MB,
    textPart: 2 * MB,
    xlsx: 1_000_000,
    pdf: 10_000,
    pst: 1_000 * MB,
    pstEnd: 4_600 * MB,
    archives: 600 * MB,
    database: 1_000_000,
    rounds: 5,
    seconds: 180,
  },
};

/**
 * The amounts of a size, the corpora (not the rounds) `times` as large.
 *
 * @param {Size} size
 * @param {number} [times]
 * @returns {Amounts}
 */
export function amountsOf(size, times = 1) {
  const { rounds, seconds, ...amounts } = SIZES[size];
  const grown = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount * times]));
  return { .../** @type {typeof amounts} */ (grown), rounds, seconds };
}
