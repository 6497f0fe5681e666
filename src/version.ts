/** Name and version of the tool; a test holds the version against package.json. */
export const TOOL_NAME = "pii-scan";
export const TOOL_VERSION = "0.1.0";
