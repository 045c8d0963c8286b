import { matrix } from "./matrix.ts";

matrix(["change", "removal", "refresh", "destroy"], 500);
