/** What reads TeX in results; loaded by the runner when there is any. */
import temml from "temml";
import { MathError, renderTex, type Temml } from "../../../outputs/tex.js";

export type ReadTex = (tex: string, display: boolean) => string | undefined;

const readTex: ReadTex = (tex, display) => {
	const result = renderTex(temml as unknown as Temml, tex, display, {});
	return result instanceof MathError ? undefined : result;
};

Object.assign(document.currentScript ?? {}, { readTex });
