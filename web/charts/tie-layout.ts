/** Where the people of a tie graph stand: computed at once to rest, the same for the same ties. */

import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';

export type TieNode = { readonly key: string; readonly side: 'us' | 'them' };
/** From one of ours to one of theirs; strength above 0, at most 100. */
export type TieLink = { readonly from: string; readonly to: string; readonly strength: number };
export type Place = { readonly x: number; readonly y: number };

/** Half of the room that a person with the name below takes. */
export const nodeRoom = { x: 60, y: 38 } as const;

type Body = SimulationNodeDatum & TieNode;

/** A place in the box for everybody, by key; strong ties are short. */
export function tieLayout(
  { nodes, links }: { readonly nodes: readonly TieNode[]; readonly links: readonly TieLink[] },
  { width, height }: { readonly width: number; readonly height: number },
): ReadonlyMap<string, Place> {
  const bodies = nodes.map((node, place): Body => ({ ...node, ...started(node, place) }));
  const reach = Math.min(width / 2 - nodeRoom.x, height / 2 - nodeRoom.y);
  const stretch = height / width;
  forceSimulation(bodies)
    .force(
      'link',
      forceLink<Body, { source: string; target: string; strength: number }>(
        links.map(({ from, to, strength }) => ({ source: from, target: to, strength })),
      )
        .id(({ key }) => key)
        .distance(({ strength }) => reach * (1.15 - strength / 200))
        .strength(0.4),
    )
    .force('apart', forceManyBody<Body>().strength(-260))
    .force('room', forceCollide<Body>(nodeRoom.x))
    .force(
      'middle x',
      forceX<Body>(0).strength(({ side }) => (side === 'them' ? 0.3 : 0.05)),
    )
    .force(
      'middle y',
      forceY<Body>(0).strength(({ side }) => (side === 'them' ? 0.3 : 0.05) / stretch),
    )
    .stop()
    .tick(300);
  return fitted(bodies, { width, height });
}

/** Theirs begin in the middle, ours around them; nothing is left to chance. */
function started({ side }: TieNode, place: number): Place {
  const angle = place * 2.399963; // the golden angle: https://oeis.org/A131988
  const away = side === 'them' ? 20 : 120;
  return { x: away * Math.cos(angle), y: away * Math.sin(angle) };
}

/** Stretched into the box, each axis by itself, so that a wide box is used. */
function fitted(
  bodies: readonly Body[],
  { width, height }: { readonly width: number; readonly height: number },
): ReadonlyMap<string, Place> {
  const along = (axis: 'x' | 'y', size: number) => {
    const values = bodies.map((body) => body[axis] ?? 0);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const room = Math.max(0, size - 2 * nodeRoom[axis]);
    const scale = most - least < 1 ? 0 : Math.min(room / (most - least), 1.6);
    return (value: number) => size / 2 + (value - (least + most) / 2) * scale;
  };
  const [x, y] = [along('x', width), along('y', height)];
  return new Map(bodies.map((body) => [body.key, { x: x(body.x ?? 0), y: y(body.y ?? 0) }]));
}
