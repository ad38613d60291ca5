/** Programs of the kinds that people publish, in our words, and what they show of a small vault. */

export const dashboardVault: Readonly<Record<string, string>> = {
	"days/2026-11-20.md": "---\nsport: true\nreading: 20\nmood: 3\n---\n- [x] water the plants\n",
	"days/2026-11-21.md": "---\nsport: false\nreading: 45\nmood: 4\n---\n",
	"days/2026-11-22.md": "---\nsport: true\nreading: 0\nmood: 5\n---\n- [ ] call [[Ada]] 📅 2026-11-22\n",
	"projects/Boat.md":
		"---\nstatus: active\ntags: [project]\ndeadline: 2026-12-01\n---\n## Hull\n- [x] sand\n- [x] paint\n- [ ] varnish [due:: 2026-11-25]\n\t- [ ] buy varnish\n",
	"projects/Garden.md": "---\nstatus: waiting\ntags: [project]\n---\n- [ ] dig\n- [ ] sow\n",
	"people/Ada.md": "---\nbirthday: 1990-12-03\n---\n",
};

export const dashboards: readonly { readonly name: string; readonly code: string; readonly shows: string }[] =
	[
		{
			name: "Habit tracker",
			code: `
const habits = ["sport", "reading"];
const pages = dv.pages('"days"').sort(p => p.file.name, "desc").limit(7);
const mark = value => value === true ? "✅" : value === false ? "❌" : value > 0 ? String(value) : "·";
dv.table(["Day", ...habits], pages.map(p => [p.file.link, ...habits.map(h => mark(p[h]))]));
const done = pages.where(p => p.sport).length;
dv.paragraph("Sport on " + done + " of " + pages.length + " days, read for " + pages.reading.sum() + " minutes.");
dv.paragraph(\`Mood \${pages.mood.avg().toFixed(1)}, from \${pages.mood.min()} to \${pages.mood.max()}\`);`,
			shows: [
				"Day | sport | reading",
				"2026-11-22 | ✅ | ·",
				"2026-11-21 | ❌ | 45",
				"2026-11-20 | ✅ | 20",
				"Sport on 2 of 3 days, read for 65 minutes.",
				"Mood 4.0, from 3 to 5",
			].join("\n"),
		},
		{
			name: "Task dashboard",
			code: `
const today = dv.date("today");
const open = dv.pages().file.tasks.where(t => !t.completed);
const late = open.where(t => t.due && t.due < today);
const soon = open.where(t => t.due && t.due >= today && t.due <= today.plus({ days: 7 }));
dv.header(3, "Overdue (" + late.length + ")");
dv.taskList(late, false);
dv.header(3, "This week");
dv.taskList(soon);
dv.header(3, "Without a date");
dv.taskList(open.where(t => !t.due && !t.parent), true);`,
			shows: [
				"### Overdue (1)",
				"- [ ] call [[Ada]] 📅 2026-11-22",
				"### This week",
				"Boat",
				"- [ ] varnish [due:: 2026-11-25]",
				"  - [ ] buy varnish",
				"### Without a date",
				"Garden",
				"- [ ] dig",
				"- [ ] sow",
			].join("\n"),
		},
		{
			name: "By folder",
			code: `
for (let group of dv.pages().where(p => p.file.folder).groupBy(p => p.file.folder)) {
	dv.header(4, group.key);
	dv.table(["Note", "Tasks"], group.rows
		.sort(k => k.file.name)
		.map(k => [k.file.link, k.file.tasks.length]));
}`,
			shows: [
				"#### days",
				"Note | Tasks",
				"2026-11-20 | 1",
				"2026-11-21 | 0",
				"2026-11-22 | 1",
				"#### people",
				"Note | Tasks",
				"Ada | 0",
				"#### projects",
				"Note | Tasks",
				"Boat | 4",
				"Garden | 2",
			].join("\n"),
		},
		{
			name: "Progress bars",
			code: `
// Names that nobody declares are made, as in the app.
for (p of dv.pages("#project").sort(p => p.file.name)) {
	tasks = p.file.tasks;
	done = tasks.where(t => t.completed).length;
	percent = tasks.length ? Math.round(100 * done / tasks.length) : 0;
	let line = dv.el("p", p.file.link);
	line.appendText(" ");
	line.createEl("progress", { attr: { value: percent, max: 100 } });
	line.appendText(" " + percent + " %" + "█".repeat(percent / 25));
}
dv.table(["Project", "Left"], dv.pages("#project").map(p => [
	p.file.link, p.deadline ? Math.round(p.deadline.diff(dv.date("today"), "days").days) + " days" : null,
]));`,
			shows: ["Boat  50 %██", "Garden  0 %", "Project | Left", "Boat | 8 days", "Garden | –"].join("\n"),
		},
		{
			name: "Birthdays",
			code: `
const start = moment => moment;
const today = dv.luxon.DateTime.now().startOf("day");
const rows = dv.pages('"people"').where(p => p.birthday).map(p => {
	let next = p.birthday.set({ year: today.year });
	if (next < today) next = next.plus({ years: 1 });
	return { page: p, next, age: next.year - p.birthday.year, days: next.diff(today, "days").days };
}).sort(r => r.days);
dv.list(rows.map(r => r.page.file.link + " turns " + r.age + " in " + r.days + " days"));`,
			shows: "- [[people/Ada.md|Ada]] turns 36 in 10 days",
		},
		{
			name: "Queries in programs",
			code: `
const { value, successful } = await dv.query('TABLE WITHOUT ID file.link AS "Project", status FROM #project SORT status');
if (successful) dv.table(value.headers, value.values);
const counts = {};
dv.pages().file.tasks.forEach(t => { counts[t.status] = (counts[t.status] ?? 0) + 1; });
dv.paragraph(Object.entries(counts).sort().map(([k, n]) => (k === " " ? "open" : "done") + ": " + n).join(" · "));
await dv.execute("LIST FROM #project WHERE status = \\"active\\"");`,
			shows: ["Project | status", "Boat | active", "Garden | waiting", "open: 5 · done: 3", "- Boat"].join(
				"\n",
			),
		},
	];
