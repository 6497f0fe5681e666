import { describe, expect, it } from "vitest";
import { htmlBytes, htmlToUtf8 } from "../../src/text/html-bytes.ts";
import { htmlToText } from "../../src/text/html.ts";
import { randomFrom, seedOf } from "../random.ts";

/** Everything that markup is made of, whole and broken. */
const PIECES = [
  ..."a|S1| |\n|\t|\r\n|\f|\v|é|陈|\u00a0|x|\"|'|=|/|>|<|&|1".split("|"),
  ..."&nbsp;|&amp;|&lt;|&#83;|&#x41;|&eacute;|&copy|&notit;|&;|&#;|&#x;|&#0;|&#55296;|&nGt;|&NotEqualTilde;|&CounterClockwiseContourIntegral;".split(
    "|",
  ),
  ..."<b>|</b>|<br>|<br/>|<p>|</p>|<div>|</div>|<div class=gmail_quote>|<div id=appendonsend>|<blockquote>|</blockquote>|<span style='x'>|</span>|<h1>|<li>".split(
    "|",
  ),
  ..."<td>|</td>|<th>|<tr>|</tr>|<table>|</table>|<pre>|</pre>|<style>|</style>|<STYLE>|</Style >|<script>|</script>|<title>|</title>|<textarea>|</textarea>|<iframe>".split(
    "|",
  ),
  ..."<!-- c -->|<!---->|<!-->|<!--->|<!--|-->|--!>|<!doctype html>|<!x>|<![if x]>|<![endif]>|<![CDATA[|]]>|<?xml ?>|</>|</ x>|</1>|<scr|<a b|</a".split(
    "|",
  ),
  ..."<a href='x?a=1&amp;b=2&c=3'>|<a href=x&amp;y alt=\"t &quot; u\" title = 'v'>|<img alt=IC data-x=1 data-=2 / >|<input name=n value='v&#50;'>|<option value=3>|<i =x y/z=w>|<p class=a class=b id>|<a href=\"mailto:a%40b.sg\">".split(
    "|",
  ),
];

const view = (html: string) => {
  const { text, attributes, quoted } = htmlToText(html);
  return { text, attributes, quoted: quoted.map(([start, end]) => [text.slice(0, start), text.slice(start, end)]) };
};
const bytesView = (html: string) => {
  const { text, attributes, quoted } = htmlToUtf8(Buffer.from(html));
  const cut = (start: number, end: number) => text.toString("utf8", start, end);
  return {
    text: text.toString(),
    attributes: attributes.join("\n"),
    quoted: quoted.map(([start, end]) => [cut(0, start), cut(start, end)]),
  };
};

describe("htmlToUtf8 gives what htmlToText gives", () => {
  it("on markup made at random", () => {
    const seed = seedOf("html bytes");
    const random = randomFrom(seed);
    let fast = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const html = Array.from({ length: 1 + random.below(16) }, () => random.pick(PIECES)).join("");
      if (htmlBytes(Buffer.from(html)) !== undefined) fast += 1;
      expect(bytesView(html), `seed ${seed} round ${round}: ${JSON.stringify(html)}`).toEqual(view(html));
    }
    // Otherwise the tokenizer was compared with itself.
    expect(fast).toBeGreaterThan(4_000);
  });

  it.each([
    [
      "a usual mail",
      `<html><head><title>T &amp; U</title><style>p{color:red}</style></head><body bgcolor="#fff"><!-- x --><p class=MsoNormal>S12<b>34</b>5&nbsp;67D<o:p></o:p></p><table><tr><td>a</td><td>b</td></tr></table><![if !x]><br><![endif]></body></html>`,
    ],
    ["rows of a table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><th>d</th></tr></table>e<table><td>f<td>g</table>"],
    ["references that grow", "&nGt;".repeat(2_000)],
    ["line ends", "<br>".repeat(5_000)],
    ["nothing", ""],
  ])("and without the tokenizer: %s", (_, html) => {
    expect(htmlBytes(Buffer.from(html))).toBeDefined();
    expect(bytesView(html)).toEqual(view(html));
  });

  it.each([
    ["a tag that is cut off", 'a<a href="S1'],
    ["a comment that never ends", "a<!-- S1"],
    ["a textarea", "<textarea>a &lt;b</textarea>"],
    ["CDATA", "<![CDATA[a]]>b"],
    ["a reference at the end", "a&amp"],
  ])("and leaves to it what is unusual: %s", (_, html) => {
    expect(htmlBytes(Buffer.from(html))).toBeUndefined();
    expect(bytesView(html)).toEqual(view(html));
  });

  it.each<[string, string]>([
    ["nested tags", "<div>".repeat(200_000) + "x"],
    ["open angle brackets", "<".repeat(500_000)],
    ["ampersands", "&#".repeat(300_000)],
    ["comments in comments", "<!--".repeat(200_000)],
    ["script ends", "<script>" + "</scrip".repeat(200_000)],
    ["titles", "<title>".repeat(100_000)],
    ["attributes", "<a " + "b=1 ".repeat(300_000) + ">x"],
    ["closing tags without an end", "</a ".repeat(300_000)],
  ])("and costs no more than the length of hostile input: %s", (_, html) => {
    const from = performance.now();
    htmlToUtf8(Buffer.from(html));
    expect(performance.now() - from).toBeLessThan(3_000);
  });
});
