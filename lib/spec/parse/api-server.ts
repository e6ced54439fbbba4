import { section } from "./field";
import { sourcesSchema } from "./sources";

export const apiServerSchema = section({ reachableFrom: sourcesSchema });
