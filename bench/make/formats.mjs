import { makeArchives } from "./archives.mjs";
import { makeDatabases } from "./databases.mjs";
import { makePdfs } from "./pdfs.mjs";
import { makeSparseStore, makeStore } from "./stores.mjs";
import { makeWorkbooks } from "./workbooks.mjs";

/** Documents of other programs. @type {readonly import("./corpora.mjs").Recipe[]} */
export const FORMAT_RECIPES = [
  { id: "xlsx", title: "Excel workbooks", make: (place, { xlsx }, random, truth) => makeWorkbooks(place, xlsx, random, truth) },
  { id: "pdf", title: "PDF documents", make: (place, { pdf }, random, truth) => makePdfs(place, pdf, random, truth) },
  { id: "pst", title: "Outlook store", make: (place, { pst }, random, truth) => makeStore(place, pst, random, truth) },
  {
    id: "pst-sparse",
    title: "Outlook store, sparse",
    in: ({ pstEnd }) => pstEnd > 0,
    make: (place, { pstEnd }, random, truth) => makeSparseStore(place, pstEnd, random, truth),
  },
  {
    id: "archives",
    title: "archives",
    make: (place, { archives }, random, truth) => makeArchives(place, archives, random, truth),
  },
  {
    id: "database",
    title: "databases",
    make: (place, { database }, random, truth) => makeDatabases(place, database, random, truth),
  },
];
