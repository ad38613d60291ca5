/** Something with a name beside it. `x`, `y` is the middle of its disc; `width`, `height` the name's. */
export interface Labelled {
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	readonly width: number;
	readonly height: number;
	/** The name stands on the place itself, not beside it. */
	readonly centred?: boolean;
}

/** The middle of a name. */
export interface Place {
	readonly x: number;
	readonly y: number;
}

export interface Box {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
}

/**
 * Names that do not touch each other, the more important first: to the right of their disc, else to the left, below or
 * above it, else not at all (undefined). `taken` is ground that no name may cover; names leave `bounds` nowhere.
 */
export function placeLabels(
	wanted: readonly Labelled[],
	bounds: Box,
	taken: readonly Box[],
	most: number,
): (Place | undefined)[] {
	const boxes = [...taken];
	let left = most;
	return wanted.map((item) => {
		if (left <= 0) return undefined;
		for (const place of item.centred ? centred(item) : beside(item)) {
			const box = boxAt(place, item);
			if (!isInside(box, bounds) || boxes.some((other) => touch(box, other))) continue;
			boxes.push(box);
			left--;
			return place;
		}
		return undefined;
	});
}

/** Between a disc and its name. */
export const gap = 3;

function* beside({ x, y, radius, width, height }: Labelled): Generator<Place> {
	const away = radius + gap + width / 2;
	yield { x: x + away, y };
	yield { x: x - away, y };
	yield { x, y: y + radius + height / 2 };
	yield { x, y: y - radius - height / 2 };
}

/** As near to the place as there is room: on it, then up and down in turns. */
function* centred({ x, y, height }: Labelled): Generator<Place> {
	yield { x, y };
	for (let step = 1; step <= 4; step++) {
		yield { x, y: y - (step * height) / 2 };
		yield { x, y: y + (step * height) / 2 };
	}
}

export function boxAt({ x, y }: Place, { width, height }: Pick<Labelled, "width" | "height">): Box {
	return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function isInside(box: Box, bounds: Box): boolean {
	return (
		box.left >= bounds.left &&
		box.right <= bounds.right &&
		box.top >= bounds.top &&
		box.bottom <= bounds.bottom
	);
}

export function touch(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
