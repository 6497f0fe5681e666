import { describe, expect, it } from "vitest";
import { htmlToText } from "../../src/text/html.ts";

describe("htmlToText: what a reader sees", () => {
  it.each<[string, string, string]>([
    ["inline tags join", "S12<b>34</b>5<wbr>67<span>D</span>", "S1234567D"],
    ["comments join", "S1234<!-- x -->567D", "S1234567D"],
    ["blocks are lines", "<div>a</div><div>b</div><p>c<p>d", "a\nb\nc\nd"],
    ["nested blocks are one line end", "<div><div><p>a</p></div></div><p>b</p>", "a\nb"],
    ["br", "Blk 1<br>Road<br/>x", "Blk 1\nRoad\nx"],
    ["an empty line", "<div>a</div><div><br></div><div>b</div>", "a\n\nb"],
    ["br after a block", "<p>a</p><br><p>b</p>", "a\n\nb"],
    ["cells", "<table><tr><td>8123</td><td>4567</td></tr><tr><th>x<td>y</table>z", "8123\t4567\nx\ty\nz"],
    ["cells with paragraphs", "<tr><td><p>NRIC</p></td><td><p>S1</p></td></tr>", "NRIC\tS1"],
    ["lists", "<ul><li>a<li>b</ul>c", "a\nb\nc"],
    ["white space", "  a \n\t b  <b> c</b> \r\n", "a b c"],
    ["pre", "<pre>a\n  b</pre>c", "a\n  b\nc"],
    ["no-break space", "8123&nbsp;4567 8123&#160;4567", "8123\u00a04567 8123\u00a04567"],
    ["entities", "&#83;1&#x32;34567D &#65 a&lt;b&gt; &amp &eacute;", "S1234567D A a<b> & é"],
    ["an escaped at sign", "a&#64;b&commat;c", "a@b@c"],
    ["scripts and styles", "a<script>var x=1</script><style>p{}</style>b", "ab"],
    ["the title first", "<html><head><title>T &amp; U</title></head><body>b</body></html>", "T & U\nb"],
    ["textarea", "<textarea>a &lt;b\n c</textarea>d", "a <b\n c\nd"],
    ["no tags", "1 < 2 and a<3", "1 < 2 and a<3"],
    ["options", "<select><option>Mr<option>Ms</select>", "Mr\nMs"],
  ])("%s", (_name, html, text) => {
    expect(htmlToText(html).text).toBe(text);
  });
});

describe("htmlToText: what a reader does not see", () => {
  it.each<[string, string, string[]]>([
    ["mailto", '<a href="mailto:a%40b.sg?subject=IC%20S1&amp;cc=c@d.sg">x</a>', ["a@b.sg", "subject=IC S1", "cc=c@d.sg"]],
    ["tel", "<a href='tel:+65%208123%204567'>x</a>", ["+65 8123 4567"]],
    ["a link", "<a href=https://x.sg/?ic=S1%32>x</a>", ["https://x.sg/?ic=S12"]],
    ["a percent sign", '<a href="/50%zz%4">x</a>', ["/50%zz%4"]],
    ["alt and title", '<img alt="IC card" title=T src="data:image/png;base64,AAAA">', ["IC card", "T"]],
    ["src", "<img src=cid:photo>", ["cid:photo"]],
    ["a form field", '<input name="nric" value="S1&#50;">', ["nric: S12"]],
    ["meta", '<meta name=author content="A B">', ["author: A B"]],
    ["data and aria", '<i data-ic="S1" aria-label=L></i>', ["S1", "L"]],
    ["comments", "<!-- S1 --><!x S2>", [" S1 ", "x S2"]],
    ["scripts", '<script>var ic="S1<b>"</script>', ['var ic="S1<b>"']],
    ["a tag that is cut off", 'a<a href="S1', ['<a href="S1']],
    ["a quote that never ends", '<p>a<a href="x>b</a> S1234567D', ['<a href="x>b</a> S1234567D']],
    ["a comment that never ends", "a<!-- S1", [" S1"]],
    ["a style that never ends", "a<style>p{} S1", ["p{} S1"]],
    ["a script that never ends", "a<script>x S1", ["x S1"]],
    ["a closing tag that is cut off", "a</S1", ["</S1"]],
  ])("%s", (_name, html, lines) => {
    expect(htmlToText(html).attributes.split("\n")).toEqual(lines);
  });
});

describe("htmlToText: quoted ranges", () => {
  it.each<[string, string, string[]]>([
    ["blockquote", "a<blockquote>b<blockquote>c</blockquote>d</blockquote>e", ["\nb\nc\nd"]],
    ["Gmail", 'a<div class="x gmail_quote"><div>b</div>c</div><div>d</div>', ["\nb\nc"]],
    ["Outlook on the web", "a<div id=divRplyFwdMsg>From: b</div><div>c</div>", ["\nFrom: b\nc"]],
    ["Outlook", '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt">From: b</div></div><p>c', ["From: b\nc"]],
    ["Thunderbird", "a<div class=moz-cite-prefix>On x wrote:</div><blockquote>c</blockquote>d", ["\nOn x wrote:\nc"]],
    ["Yahoo", 'a<div id="yahoo_quoted_1" class="yahoo_quoted">b</div>', ["\nb"]],
    ["never closed", "a<blockquote>b<p>c", ["\nb\nc"]],
    ["two", "<blockquote>a</blockquote>b<blockquote>c</blockquote>d", ["a", "\nc"]],
    ["none", "</blockquote></div>a", []],
  ])("%s", (_name, html, quoted) => {
    const { text, quoted: ranges } = htmlToText(html);
    expect(ranges.map(([start, end]) => text.slice(start, end))).toEqual(quoted);
  });
});

describe("htmlToText on hostile input is linear", () => {
  it.each<[string, string]>([
    ["nested tags", "<div>".repeat(200_000) + "x"],
    ["nested quotes", "<blockquote>".repeat(200_000) + "x"],
    ["unclosed comments", "<!--".repeat(200_000)],
    ["open angle brackets", "<".repeat(500_000)],
    ["ampersands", "&#".repeat(300_000)],
    ["one tag of attributes", "<a " + "b=1 ".repeat(300_000) + ">x"],
    ["a link of ampersands", `<a href="mailto:${"&".repeat(500_000)}a&b">x`],
    ["percent signs", `<a href="${"%4".repeat(300_000)}">x`],
    ["spaces", " ".repeat(1_000_000) + "x"],
    ["script ends", "<script>" + "</scrip".repeat(200_000)],
  ])("%s", (_name, html) => {
    const from = performance.now();
    htmlToText(html);
    expect(performance.now() - from).toBeLessThan(3_000);
  });

  it("says something of every prefix", () => {
    const html = '<p title="t">a&amp;b<!-- c --><a href="mailto:x@y.sg">d</a><script>e</script><td>f';
    for (let end = 0; end <= html.length; end += 1) expect(() => htmlToText(html.slice(0, end))).not.toThrow();
  });
});
