export { AT, type Kernel } from "./kernel.ts";
export { typescriptKernel } from "./typescript.ts";
