/** An amount as it is written. `start` is that of its currency, if one stands before it. */
export interface Amount {
  readonly start: number;
  readonly digitsStart: number;
  readonly end: number;
  /** Digits without separators; cents with a point where they are not zero. */
  readonly value: string;
  readonly currency: boolean;
  /** Thousands or cents are written as in an amount. */
  readonly styled: boolean;
}

const NUMBER = /(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,9})(?:\.[0-9]{2})?(?![0-9])/y;
const BEFORE =
  /(?:(?<![A-Za-z])(?:S|US|A|HK|NT|C|M)?\$|(?<![A-Za-z])(?:SGD|USD|MYR|AUD|HKD|EUR|GBP|CNY|RMB|INR|IDR|RM|Rs\.?|SG)|[£€¥₹])\s?-?$/i;
const AFTER =
  /^(?:k(?![A-Za-z0-9]))?\s?(?:(?:SGD|USD|MYR|RMB|CNY|HKD|EUR|GBP)(?![A-Za-z])|(?:S?\$)(?![0-9])|(?:singapore )?dollars?(?![A-Za-z])|ringgit|元|块|塊|新币|令吉)/i;

/** Reads the amount whose first digit stands at `at`; `undefined` for a piece of something else. */
export function readAmount(text: string, at: number): Amount | undefined {
  NUMBER.lastIndex = at;
  const written = NUMBER.exec(text)?.[0];
  if (written === undefined) return undefined;
  const before = BEFORE.exec(text.slice(Math.max(0, at - 6), at))?.[0] ?? "";
  const start = at - before.length;
  if (/[A-Za-z0-9_#@%]$|[0-9][.,/:-]$|[A-Za-z][-/]$/.test(text.slice(Math.max(0, start - 2), start))) return undefined;
  let end = at + written.length;
  const behind = text.slice(end, end + 24);
  const trailing = AFTER.exec(behind)?.[0];
  const currency = before !== "" || trailing !== undefined;
  const thousands = currency && /^k(?![A-Za-z0-9])/i.test(behind);
  if (thousands) end += 1;
  const rest = text.slice(end, end + 12);
  if (trailing === undefined && /^(?:[A-Za-z0-9_@#*]|[.,:/-][0-9]|\s?%)/.test(rest)) return undefined;
  const plain = written.replaceAll(",", "").replace(/\.00$/, "");
  const value = thousands ? String(Math.round(Number(plain) * 1000)) : plain.replace(/^0+(?=[0-9])/, "");
  return { start, digitsStart: at, end, value, currency, styled: /[,.]/.test(written) };
}

/** Spans, limits and shares are nobody's amount: `$4,000 - $5,000`, `up to $500`, `$2 million`, `$20/hour`. */
export function isBound(text: string, { start, end }: Amount): boolean {
  const after = text.slice(end, end + 28);
  if (/^\s?(?:-|~|to|and|until)\s?(?:S?\$|SGD|RM|USD)?\s?[0-9]/i.test(after)) return true;
  if (
    /^(?:\+|\s?(?:mil|million|billion|bn|mn|trillion)(?![a-z])|\s(?:and|or) (?:above|below|more|less|higher|lower|under|over|up)|\s?(?:\/|per |an? |each )\s?(?:hour|hr|pax|person|unit|item|use[rd]|piece|pc|head|night|kg|sqft|psf))/i.test(
      after,
    )
  )
    return true;
  const before = text.slice(Math.max(0, start - 44), start);
  if (/[0-9]k?\s?(?:-|~|to|and)\s?$/i.test(before)) return true;
  return /(?:up to|from|at least|min(?:imum)?\.?|max(?:imum)?\.?|more than|less than|at most|not exceeding|exceed(?:s|ing)?|below|above|over|under|within|cap(?:ped)?|ceiling|limit(?:ed)? (?:of|to)|threshold|every|range(?:s|d|ing)?|between|average|median|starting|e\.g\.?|[<>]=?)\s(?:of |at |from |to |is |was |about |a )?$/i.test(
    before,
  );
}
