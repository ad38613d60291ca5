export { drawMap, type MapInput, type MapOptions, prepareMap } from "./draw-map.js";
