/** The concept map's script: draws on a canvas what the page holds as a picture and a list. */
export {};
