import { existsSync } from "node:fs";
import { Command, CommanderError, Help, Option } from "commander";
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
  pii-scan ./export -o ndjson:run.ndjson   scan, and keep every event of it
  pii-scan report run.ndjson -f csv        render a run again
  cat mail.eml | pii-scan -                one message from standard input

Exit status: 0 all examined, nothing found · 1 findings · 2 wrong use or a crash
  3 nothing found, but not all examined · 130, 143 interrupted
Nothing is sent anywhere and nothing is written but the reports you name.`;

/** The command line as data: flags from the list, commands with their handlers loaded when called. */
export function buildProgram(io: NodeJS.Process): Program {
  let status: number = EXIT.clean;
  const program = new Command("pii-scan")
    .description("Whose personal data is in there, and did we look at everything?")
    .optionsGroup("Display:")
    .version(TOOL_VERSION, "-V, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES)
    .enablePositionalOptions();

  const scan = program
    .command("scan", { isDefault: true })
    .argument("[path...]", "files, folders, mailbox exports; `-` is standard input")
    .summary("scan files, folders, mailbox exports (the default)")
    .description("Scans files, folders and mailbox exports. This is the default command.")
    .action(async (paths: string[], flags: RawFlags) => {
      refuseUnbuilt(flags);
      status = await (await import("./commands.ts")).runScan(checked(paths), flags, io);
    });
  for (const flag of SCAN_FLAGS) scan.addOption(toOption(flag));
  for (const flag of UNBUILT_FLAGS) scan.addOption(unbuilt(flag));

  const report = program
    .command("report")
    .argument("<run.ndjson...>", "event streams of earlier runs")
    .description("render an earlier run again")
    .action(async (files: string[], flags: RawFlags) => {
      status = await (await import("./commands.ts")).runReport(files, flags, io);
    });
  for (const flag of SCAN_FLAGS) if (REPORT_FLAGS.has(flag.flags)) report.addOption(toOption(flag));

  program
    .command("detectors")
    .argument("[id]")
    .description("list the detectors; with an id explain one")
    .action(async (id: string | undefined) => {
      status = await (await import("./commands.ts")).listDetectors(id, io);
    });
  program
    .command("formats")
    .description("list the formats that can be opened")
    .action(async () => {
      status = await (await import("./commands.ts")).listFormats(io);
    });
  program
    .command("help")
    .argument("[command]")
    .description("show the help of a command")
    .action((name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find((one) => one.name() === name);
      if (command === undefined) throw new UsageError(`unknown command ${JSON.stringify(name)}${didYouMean(name ?? "", names)}`);
      command.outputHelp();
    });
  for (const command of program.commands) {
    command.optionsGroup("Display:").helpOption("-h, --help", "show this help").configureHelp({ optionDescription });
  }
  for (const name of UNBUILT_COMMANDS) {
    program
      .command(name, { hidden: true })
      .argument("[rest...]")
      .allowUnknownOption()
      .helpOption(false)
      .action(() => {
        throw new UsageError(`the command ${name} is not built yet`);
      });
  }
  const names = program.commands.map((command) => command.name());
  program.configureHelp({
    optionDescription,
    commandUsage: () => "pii-scan [options] <path...>\n       pii-scan <command> [options] ...",
    // The scan is what people come for: its options are the program's.
    visibleOptions: (command) => [...new Help().visibleOptions(scan).slice(0, -1), ...new Help().visibleOptions(command)],
    groupItems: (_, visible, groupOf) => new Help().groupItems(visible, visible, groupOf),
    subcommandTerm: (command) => `${command.name()} ${command.usage().replace("[options]", "").trim()}`.trim(),
  });
  for (const command of [program, ...program.commands]) {
    // Errors are told by the caller, in one way.
    command
      .exitOverride()
      .showSuggestionAfterError(true)
      .configureOutput({ outputError: () => {} });
  }

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
        if (!(error instanceof CommanderError)) throw error;
        if (error.exitCode === 0) return EXIT.clean;
        throw new UsageError(error.message.replace(/^error: /, "").replaceAll("\n", " "));
      }
      return status;
    },
  };
}

const REPORT_FLAGS = new Set(["-f, --format <id>", "-o, --output <id:file>", "--color [when]", "--no-color", "-q, --quiet"]);

/** The help texts name choices and defaults themselves, in one line. */
function optionDescription({ description }: Option): string {
  return description;
}

function didYouMean(typed: string, names: readonly string[]): string {
  const meant = nearest(typed, names);
  return meant === undefined ? "" : ` (did you mean ${meant}?)`;
}

function toOption(flag: Flag): Option {
  const option = new Option(flag.flags, flag.help).helpGroup(`${flag.group}:`);
  if (flag.default !== undefined) option.default(flag.default);
  if (flag.choices !== undefined) option.choices([...flag.choices]);
  if (flag.repeatable === true) option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return option;
}

function unbuilt(flags: string): Option {
  return new Option(flags).hideHelp();
}

function refuseUnbuilt(flags: RawFlags): void {
  for (const unbuilt of UNBUILT_FLAGS) {
    const name = unbuilt.split(" ")[0] as string;
    const key = name.slice(2).replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (flags[key] !== undefined) throw new UsageError(`${name} is not built yet`);
  }
}
