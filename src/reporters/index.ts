import type { Reporter } from "../model/reporter.ts";
import { csv } from "./csv.ts";
import { json } from "./json.ts";
import { ndjson } from "./ndjson.ts";
import { table } from "./table.ts";

/** Every report that can be written, in the order of the listings; the first is the default. */
export const REPORTERS: readonly Reporter[] = [table, json, ndjson, csv];
