/**
 * The library `moment`, which Obsidian has as a global and programs for Dataview say by name. Each program that does has
 * a module of its own, so that what it sets is nobody else's.
 */
import moment from "moment";
import "moment/dist/locale/de.js";
import "moment/dist/locale/es.js";
import "moment/dist/locale/fr.js";
import "moment/dist/locale/it.js";
import "moment/dist/locale/ja.js";
import "moment/dist/locale/ko.js";
import "moment/dist/locale/nl.js";
import "moment/dist/locale/pl.js";
import "moment/dist/locale/pt-br.js";
import "moment/dist/locale/pt.js";
import "moment/dist/locale/ru.js";
import "moment/dist/locale/uk.js";
import "moment/dist/locale/zh-cn.js";
import "moment/dist/locale/zh-tw.js";

// Loading a locale makes it the one in use.
moment.locale("en");

export default moment;
