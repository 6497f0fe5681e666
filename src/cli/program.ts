import { existsSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { UsageError } from "../config/errors.ts";
import { EXIT } from "./exit-status.ts";
import { SCAN_FLAGS, UNBUILT_COMMANDS, UNBUILT_FLAGS, type Flag, type RawFlags } from "./flags.ts";
import { nearest } from "./nearest.ts";
import { TOOL_VERSION } from "../version.ts";

export interface Program {
  /** Runs a command line (without the program's name); the exit status. */
  run(argv: readonly string[]): Promise<number>;
}

const EXAMPLES = `
Examples:
  pii-scan ./export                          what is in there, and whose is it
  pii-scan ./export -o ndjson:run.ndjson     and keep every event for other tools
  pii-scan report run.ndjson -f csv          render a run again
  cat mail.eml | pii-scan -                  one message from standard input

Exit status:
  0 everything was examined and nothing was found   1 findings
  2 wrong use or a crash   3 nothing found, but something could not be examined
  130, 143 interrupted

Nothing is sent anywhere and nothing is written but the reports you name.`;

/** The command line as data: flags from the list, commands with their handlers loaded when called. */
export function buildProgram(io: NodeJS.Process): Program {
  let status: number = EXIT.clean;
  const program = new Command("pii-scan")
    .description("Whose personal data is in there, and did we look at everything?")
    .version(TOOL_VERSION)
    .addHelpText("after", EXAMPLES)
    .showSuggestionAfterError(true)
    .enablePositionalOptions()
    .exitOverride();

  const scan = program
    .command("scan", { isDefault: true })
    .argument("[path...]", "files, folders, mailbox exports; `-` reads standard input")
    .description("scan files, folders and mailbox exports (the default command)")
    .action(async (paths: string[], flags: RawFlags) => {
      status = await (await import("./scan.ts")).runScan(checked(paths), flags, io);
    });
  for (const flag of SCAN_FLAGS) scan.addOption(toOption(flag));
  for (const flag of UNBUILT_FLAGS) scan.addOption(unbuilt(flag));

  const report = program
    .command("report")
    .argument("<run.ndjson...>", "event streams of earlier runs")
    .description("render an earlier run again")
    .action(async (files: string[], flags: RawFlags) => {
      status = await (await import("./report.ts")).runReport(files, flags, io);
    });
  for (const flag of SCAN_FLAGS) if (REPORT_FLAGS.has(flag.flags)) report.addOption(toOption(flag));

  program
    .command("detectors")
    .argument("[id]")
    .description("list the detectors; with an id explain one, with its examples")
    .action(async (id: string | undefined) => {
      status = await (await import("./lists.ts")).listDetectors(id, io);
    });
  program
    .command("formats")
    .description("list the formats that can be opened")
    .action(async () => {
      status = await (await import("./lists.ts")).listFormats(io);
    });
  for (const name of UNBUILT_COMMANDS) {
    program
      .command(name, { hidden: true })
      .argument("[rest...]")
      .allowUnknownOption()
      .action(() => {
        throw new UsageError(`the command ${name} is not built yet`);
      });
  }
  const names = program.commands.map((command) => command.name());
  for (const command of program.commands)
    command.exitOverride().showSuggestionAfterError(true).helpOption("-h, --help", "show this help");

  const checked = (paths: readonly string[]): readonly string[] => {
    const [first] = paths;
    if (first === undefined) throw new UsageError("name what to scan, e.g. pii-scan ./export (see pii-scan --help)");
    const meant = existsSync(first) || first === "-" ? undefined : nearest(first, names);
    if (meant !== undefined)
      throw new UsageError(`there is no file or folder ${JSON.stringify(first)}; did you mean the command ${meant}?`);
    return paths;
  };

  return {
    async run(argv) {
      try {
        await program.parseAsync([...argv], { from: "user" });
      } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
        throw error;
      }
      return status;
    },
  };
}

const REPORT_FLAGS = new Set(["-f, --format <id>", "-o, --output <id:file>", "--color [when]", "--no-color", "-q, --quiet"]);

function toOption(flag: Flag): Option {
  const option = new Option(flag.flags, flag.help).helpGroup(`${flag.group}:`);
  if (flag.default !== undefined) option.default(flag.default);
  if (flag.choices !== undefined && flag.repeatable !== true) option.choices([...flag.choices]);
  if (flag.repeatable === true) {
    option.argParser((value: string, before: string[] | undefined) => {
      if (flag.choices !== undefined && !flag.choices.includes(value)) throw new UsageError(unknownChoice(flag, value));
      return [...(before ?? []), value];
    });
  }
  return option;
}

function unknownChoice(flag: Flag, value: string): string {
  const name = flag.flags.split(" ")[0] ?? flag.flags;
  const meant = nearest(value, flag.choices ?? []);
  return `${name}: unknown type ${JSON.stringify(value)}${meant === undefined ? "" : ` (did you mean ${meant}?)`}; known: ${flag.choices?.join(", ")}`;
}

function unbuilt(flags: string): Option {
  const option = new Option(flags).hideHelp();
  const refuse = (): never => {
    throw new UsageError(`${flags.split(" ")[0]} is not built yet`);
  };
  return flags.includes("<") ? option.argParser(refuse) : option;
}
