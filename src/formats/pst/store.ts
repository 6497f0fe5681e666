import type { ByteSource } from "../../model/bytes.ts";
import { openBlocks, type Blocks } from "./blocks.ts";
import type { Crypt } from "./crypt.ts";
import type { Damage } from "./damage.ts";
import { blockEntry, nodeEntry, type BlockEntry, type NodeEntry } from "./entries.ts";
import type { Header } from "./header.ts";
import { BLOCK_TREE, NODE_TREE, pageReader } from "./page.ts";
import { salvage, type Range, type Salvage } from "./salvage.ts";
import { openTree, type Tree } from "./tree.ts";

/** Nodes and blocks of a file: its lowest layer (NDB, [MS-PST] 2.2). */
export interface Store {
  readonly blocks: Blocks;
  node(nid: number): NodeEntry | undefined;
  /** All nodes, ascending. */
  nodes(): Generator<NodeEntry>;
  readonly damage: Damage;
  /** How many stretches of the two trees are destroyed, as far as it is known. */
  readonly holes: () => { readonly nodes: number; readonly blocks: number };
}

/** Index pages that are kept, of each tree; in bytes. */
const KEPT_PAGE_BYTES = 4 * 1024 ** 2;

/** Opens the lowest layer. The whole file is looked through once, when something is found to be missing from its trees. */
export function openStore(source: ByteSource, header: Header): Store {
  const { layout } = header;
  const damage: Damage = { missing: new Set(), wrong: new Set() };
  const nodeTree: Tree<NodeEntry> = openTree({
    layout,
    type: NODE_TREE,
    root: header.nodeRoot,
    page: pageReader(source, layout, NODE_TREE, KEPT_PAGE_BYTES),
    entry: nodeEntry,
  });
  const blockTree: Tree<BlockEntry> = openTree({
    layout,
    type: BLOCK_TREE,
    root: header.blockRoot,
    page: pageReader(source, layout, BLOCK_TREE, KEPT_PAGE_BYTES),
    entry: blockEntry,
  });

  let found: Salvage | undefined;
  let holes = { nodes: 0, blocks: 0 };
  const salvaged = (): Salvage => {
    if (found !== undefined) return found;
    const nodeHoles = holesOf(nodeTree);
    const blockHoles = holesOf(blockTree);
    holes = { nodes: nodeHoles.length, blocks: blockHoles.length };
    found = salvage(source, layout, nodeHoles, blockHoles);
    return found;
  };

  const locate = (key: number): readonly BlockEntry[] => {
    const { entry, lost } = blockTree.find(key);
    if (!lost) return entry === undefined ? [] : [entry];
    const others = salvaged().blocks(key);
    return entry === undefined ? others : [...others, entry];
  };
  const open = (crypt: Crypt): Blocks => openBlocks(source, layout, crypt, locate, damage);

  const store = (blocks: Blocks): Store => ({
    blocks,
    damage,
    holes: () => holes,
    node(nid) {
      const { entry, lost } = nodeTree.find(nid);
      return lost ? (salvaged().node(nid) ?? entry) : entry;
    },
    *nodes() {
      for (const one of nodeTree.walk()) {
        if (!("kind" in one)) yield one;
        else yield* merged(salvaged().nodes(one.low, one.high), one.weak);
      }
    },
  });
  const crypt = cryptOf(store(open("none")), header.crypt, open);
  damage.missing.clear();
  damage.wrong.clear();
  return store(open(crypt));
}

function holesOf<Entry>(tree: Tree<Entry>): Range[] {
  const holes: Range[] = [];
  for (const one of tree.walk())
    if (typeof one === "object" && one !== null && "kind" in one) holes.push({ low: one.low, high: one.high });
  return holes;
}

/** Both in one order; of a node in both, the first is told. */
function* merged(sure: Iterable<NodeEntry>, weak: readonly NodeEntry[]): Generator<NodeEntry> {
  let next = 0;
  for (const one of sure) {
    for (; (weak[next]?.key ?? Number.POSITIVE_INFINITY) < one.key; next += 1) yield weak[next] as NodeEntry;
    if (weak[next]?.key === one.key) next += 1;
    yield one;
  }
  yield* weak.slice(next);
}

/** Nodes whose data is tried. */
const TRIED_NODES = 32;
/** Second byte of every heap ([MS-PST] 2.3.1.2). */
const HEAP = 0xec;

/** The encoding of the data: some programs state none and encode all the same, and a header may be damaged. */
function cryptOf(store: Store, stated: Crypt | undefined, open: (crypt: Crypt) => Blocks): Crypt {
  const all = (["none", "permute", "cyclic"] as const).filter((one) => one !== stated);
  const order = stated === undefined ? all : [stated, ...all];
  const counts = order.map(() => 0);
  const readers = order.map((one) => open(one));
  let tried = 0;
  for (const { data } of store.nodes()) {
    if (data === 0 || data % 4 >= 2) continue;
    tried += 1;
    if (tried > TRIED_NODES) break;
    for (const [index, reader] of readers.entries())
      if (reader.read(data)?.[2] === HEAP) counts[index] = (counts[index] ?? 0) + 1;
    if ((counts[0] ?? 0) > 1 && stated !== undefined) return stated;
  }
  const best = Math.max(...counts);
  return order[counts.indexOf(best)] ?? "none";
}
