export { AT, BORDER, EVENT_FIELDS, isDigit, LEADS, MAX_RUN, type AnchorFilter, type Kernel } from "./kernel.ts";
export { bitsOf, createTypescriptKernel, typescriptKernel } from "./typescript.ts";
export { createWasmKernel } from "./wasm.ts";
