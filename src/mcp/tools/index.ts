/** All that an assistant can call. Nothing of it changes anything. */
import type { Tool } from "../tool.js";
import { linksTool, neighborsTool, pathTool } from "./connections.js";
import { explainTool, relatedTool, similarTool, suggestTool } from "./learned.js";
import { noteTool, searchTool } from "./texts.js";
import { overviewTool, queryTool, schemaTool } from "./whole.js";

export const tools: readonly Tool[] = [
	...[searchTool, noteTool, linksTool, neighborsTool, pathTool],
	...[relatedTool, similarTool, explainTool, suggestTool],
	...[overviewTool, queryTool, schemaTool],
];
