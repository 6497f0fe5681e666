import { describe, expect, it } from "vitest";
import { createDispatch } from "../../src/engine/dispatch.ts";
import { sweep } from "../../src/engine/sweep.ts";
import type { TextPart } from "../../src/model/document.ts";
import type { Detector } from "../../src/model/detector.ts";
import { createWasmKernel, typescriptKernel, type Kernel } from "../../src/kernel/index.ts";
import { fileOf, partsOf, unfold } from "../formats/unfold.ts";

const asks = (labels: readonly string[], kernel: Kernel, seen: string[]): Detector => ({
  id: `probe of ${kernel.id}`,
  pack: "sg",
  types: ["credential"],
  description: "takes the whole of every cell that it is shown",
  references: ["none"],
  anchors: [{ kind: "cell", labels }],
  examples: { match: [], reject: [] },
  examine({ text, label }) {
    seen.push(`${label}=${text}`);
    return { type: "credential", start: 0, end: text.length, value: text, confidence: "high", evidence: [] };
  },
});

/** What a detector is asked about by label in a file, by both kernels. */
async function asked(name: string, content: string, labels: readonly string[]): Promise<string[]> {
  const parts = partsOf(await unfold(fileOf(name, content)));
  const [one, two] = [typescriptKernel, createWasmKernel() as Kernel].map((kernel) => {
    const seen: string[] = [];
    const dispatch = createDispatch([asks(labels, kernel, seen)]);
    for (const part of parts) sweep(part, dispatch, kernel);
    return seen;
  });
  // The second time the cells were sought before: the same are seen.
  expect(two).toEqual(one);
  return one as string[];
}

const LABELS = ["password", "secret answer", "密码"];
const line = (more: string): string => `{"id":12345678,"name":"a b"${more},"at":"2026-11-23"}\n`;

describe("cells by label, in what is read only where somebody asks", () => {
  it.each([
    ["lines of JSON", "a.ndjson", `${line("")}${line(',"password":"hunter"')}${line("")}`, ["password=hunter"]],
    ["lines of JSON, in another spelling", "a.ndjson", line(',"user_Secret-answer" : "Lim"'), ["user_secret-answer=Lim"]],
    ["lines of JSON, deep", "a.ndjson", line(',"user":{"secret":{"answer":"Lim"}}'), ["user.secret.answer=Lim"]],
    ["lines of JSON, a value that says it", "a.ndjson", line(',"note":"password","x":"password: y"'), []],
    ["a CSV", "a.csv", "id,Password,name\n1,hunter,a\n2,,b\n3,dog,c\n", ["password=hunter", "password=dog"]],
    ["a CSV with quotation marks", "a.csv", 'id,"Password",name\n1,"hun,ter",a\n', ["password=hun,ter"]],
    ["a CSV in Chinese", "a.csv", "编号,密码\n1,天王\n", ["密码=天王"]],
    ["a list of objects", "a.json", '[{"id":1,"password":"hunter"},{"password":"dog"}]', ["password=hunter", "password=dog"]],
    ["nothing of the kind", "a.csv", "id,note\n1,the password is x\n", []],
  ])("%s", async (_, name, content, expected) => {
    expect(await asked(name, content, LABELS)).toEqual(expected);
  });

  it("listens to the heads of columns in every row, beside anchors that do not listen", async () => {
    const rows = Array.from({ length: 50 }, (_, row) => `${row},12345678,a,${4000 + row},b\n`).join("");
    const part = partsOf(await unfold(fileOf("a.csv", `id,tel,name,PIN,x\n${rows}`)))[0] as TextPart;
    const probe = (anchors: Detector["anchors"]): Detector => ({
      ...asks([], typescriptKernel, []),
      anchors,
      examine: ({ text, at, atEnd }) => ({
        type: "credential",
        start: at,
        end: atEnd,
        value: text.slice(at, atEnd),
        confidence: "high",
        evidence: [],
      }),
    });
    const list = [
      probe([{ kind: "digits", run: [8, 8] }]),
      probe([{ kind: "digits", run: [4, 4], hears: ["pin"] }]),
      probe([{ kind: "cell", labels: ["name"] }]),
    ];
    const values = sweep(part, createDispatch(list), typescriptKernel).map(({ candidate }) => candidate.value);
    expect(values).toEqual(Array.from({ length: 50 }, (_, row) => ["12345678", "a", String(4000 + row)]).flat());
  });

  it("finds a key behind thousands of lines without it", async () => {
    const content = `${line("").repeat(5_000)}${line(',"password":"hunter"')}${line("").repeat(100)}`;
    expect(await asked("a.ndjson", content, LABELS)).toEqual(["password=hunter"]);
  });

  it("reads every cell for a label that is too short to be looked for", async () => {
    expect(await asked("a.ndjson", line(',"pw":"hunter"'), ["pw"])).toEqual(["pw=hunter"]);
  });
});
