import { createRandom, type MadeRecord, type Random } from "./builder.ts";

/** A made-up person and the identifiers that are theirs (some shared with the family). */
interface Person {
  readonly number: number;
  readonly family: number;
  /** Has a number of an authority; the others are seen by card, account or date of birth only. */
  readonly primary: readonly string[];
  readonly own: readonly string[];
  readonly shared: readonly string[];
  /** What they sign with. */
  readonly signature: readonly string[];
  readonly name: string;
  readonly dob: string;
}

/** A made-up mailbox with known people. */
export interface Scenario {
  readonly records: readonly MadeRecord[];
  /** People of whom at least one finding tells. */
  readonly people: number;
  /** Owner of each primary identifier. */
  readonly ownerOf: ReadonlyMap<string, number>;
}

const FOOTER = ["phone:hotline", "address:office", "email:info"];

/**
 * A mailbox of a small organisation: letters of customers with replies that quote them, tables,
 * objects and contact cards in attachments, family phones and addresses, tables with a spouse in the
 * row, texts that list several people, a footer in everything the organisation writes, people seen
 * only by a card, slips in dates, and messages that lie in two folders. In `plain` mail everyone signs with
 * a name, and there are no spouses, no lists in texts and no values that stand alone.
 */
export function makeScenario(seed: number, mail: "plain" | "hard" = "hard"): Scenario {
  const hard = mail === "hard";
  const random = createRandom(seed);
  const people = makePeople(random, 30 + random.below(90), hard);
  const records: MadeRecord[] = [];
  const seen = new Set<number>();
  let message = 0;

  /** What a record tells of a person; the first time something that is theirs alone. */
  const told = (person: Person): string[] => {
    const first = !seen.has(person.number);
    seen.add(person.number);
    if (hard && !first && random.chance(0.1)) return [random.pick([...person.own, ...person.shared])];
    const holds = !hard || random.chance(0.9) ? [...person.signature] : [];
    const proof = person.primary.length > 0 ? person.primary : person.own;
    if (first || holds.length === 0 || random.chance(0.5)) holds.push(random.pick(proof));
    if (random.chance(0.2)) holds.push(random.pick(person.own));
    if (random.chance(0.2)) holds.push(random.chance(0.1) && person.primary.length > 0 ? `${person.dob}slip` : person.dob);
    return [...new Set(holds)];
  };
  const send = (parts: readonly Omit<MadeRecord, "message" | "messageId">[]): void => {
    const twice = random.chance(0.15);
    for (const file of twice ? ["inbox.mbox", "sent.mbox"] : ["inbox.mbox"]) {
      for (const [index, part] of parts.entries()) {
        records.push({ ...part, line: part.line ?? 1 + index * 100, file, message, messageId: `<${seed}.${message}@mail.test>` });
      }
    }
    message += 1;
  };

  const letters = people.length * 2;
  for (let letter = 0; letter < letters; letter += 1) {
    const person = random.pick(people);
    const holds = told(person);
    switch (random.below(8)) {
      case 0:
        send([
          { kind: random.pick(["contact", "object", "form"] as const), holds },
          { kind: "text", holds: FOOTER },
        ]);
        break;
      case 1:
        send(
          random
            .shuffled(people)
            .slice(0, 2 + random.below(20))
            .map((one, index) => ({ kind: "row", holds: told(one), line: 2 + index * 100 })),
        );
        break;
      case 2: {
        const spouse = people.find((one) => one.family === person.family && one.number !== person.number);
        if (!hard || random.chance(0.6)) break;
        const both = spouse?.primary[0] !== undefined && person.primary[0] !== undefined;
        if (spouse) seen.add(spouse.number);
        send([
          {
            kind: "row",
            holds: both ? [...new Set([person.primary[0] ?? "", spouse.primary[0] ?? "", person.name, ...holds])] : holds,
          },
        ]);
        break;
      }
      case 3:
        if (hard && random.chance(0.3)) {
          const several = random
            .shuffled(people)
            .filter((one) => one.primary.length > 0)
            .slice(0, 3);
          send([{ kind: "text", holds: several.flatMap((one) => (seen.add(one.number), [one.primary[0] ?? ""])) }]);
          break;
        }
        send([{ kind: "text", holds }]);
        break;
      default: {
        send([{ kind: "text", holds }]);
        const depth = random.below(4);
        for (let reply = 0; reply < depth; reply += 1) {
          const answer = reply % 2 === 0 ? FOOTER : hard && random.chance(0.3) ? person.shared.slice(0, 1) : [];
          send([
            { kind: "text", holds: answer },
            { kind: "text", holds, quoted: true },
          ]);
        }
      }
    }
  }
  const ownerOf = new Map(people.flatMap(({ primary, number }) => primary.map((text) => [text, number] as const)));
  return { records: records.filter(({ holds }) => holds.length > 0), people: seen.size, ownerOf };
}

function makePeople(random: Random, count: number, hard: boolean): Person[] {
  const people: Person[] = [];
  let family = 0;
  while (people.length < count) {
    family += 1;
    const shared = [`phone:home${family}`, `address:${family}`];
    for (let member = 1 + random.below(4); member > 0 && people.length < count; member -= 1) {
      const number = people.length;
      const primary = random.chance(0.8) ? [`nric:${number}`] : [];
      if (primary.length > 0 && random.chance(0.2)) primary.push(`passport:${number}`);
      const phone = random.chance(0.4) ? `phone:home${family}` : `phone:${number}`;
      const email = `email:${number}`;
      // One name in fifteen is borne by several people.
      const name = random.chance(0.07) ? `name:common${random.below(3)}` : `name:${number}`;
      people.push({
        number,
        family,
        primary,
        own: [random.pick([`card:${number}`, `account:${number}`]), email, ...(phone === shared[0] ? [] : [phone])],
        shared,
        signature: [
          ...(!hard || random.chance(0.9) ? [name] : []),
          phone,
          ...(random.chance(0.5) ? [email] : []),
          ...(random.chance(0.4) ? [`address:${family}`] : []),
        ],
        name,
        dob: `dob:${random.below(15_000)}`,
      });
    }
  }
  return people;
}
