export { addressesOf } from "./addresses";
export { expectRefused } from "./expect-refused";
export { judge } from "./judge";
