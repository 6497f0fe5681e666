import { attributes } from "./xml.ts";

/** Attributes that people or programs fill with words: names of people, alternative texts, targets, prompts, connections. */
const TELLING = new Set(
  `author initials userId displayName descr title alt tooltip instr string displayText prompt promptTitle error errorTitle
  userName email connectString connection command url href address caption formula1 creator lastModifiedBy subject
  refreshedBy sourceFile fileName ProviderId contactEmail UnicodeString NameU comment description text`.split(/\s+/),
);
const QUICK =
  /(?:author|initials|userId|[nN]ame|descr|title|alt|tooltip|instr|string|Text|prompt|error|email|connect|command|url|href|address|caption|formula1|creator|lastModifiedBy|subject|refreshedBy|File|Id|val|value|default|comment|description|text|src)\s{0,9}=/i;

/** Elements whose `val`, `value` or `name` holds words. */
const VALUED = new Set(
  `docVar alias tag query connectString udl dataSource listItem listEntry default helpText statusText mailSubject
  entryMacro exitMacro description result cmAuthor property definedName author person tableColumn cacheField
  docPart keywords category cNvPr docPr dataValidation inputCells scenario sheet oleObj customWorkbookView connection
  bookmarkStart ddeItem user-field-decl variable-set user-defined`.split(/\s+/),
);

const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

/** Words in the attributes of an element, as `name: value`. Measures, colours and ids are left out. */
export function tellingAttributes(name: string, tag: string): string[] {
  if (tag.length < 6 || !QUICK.test(tag)) return [];
  const valued = VALUED.has(name);
  return attributes(tag)
    .filter(([key, value]) => value !== "" && !GUID.test(value) && (TELLING.has(key) || (valued && isValue(key))))
    .map(([key, value]) => labelled(key, value));
}

/** All attributes, of a document whose form nobody knows; only what names nothing but a thing is left out. */
export function allAttributes(tag: string): string[] {
  if (tag.length < 4) return [];
  return attributes(tag)
    .filter(([, value]) => value !== "" && !GUID.test(value) && !value.startsWith("http://schemas."))
    .map(([key, value]) => labelled(key, value));
}

function isValue(key: string): boolean {
  return key === "val" || key === "value" || key === "name" || key === "src";
}

function labelled(key: string, value: string): string {
  return key === "val" || key === "value" || key === "descr" || key === "title" || key === "v" ? value : `${key}: ${value}`;
}
