import { matrix } from "./matrix.ts";

matrix(["create"], 500);
