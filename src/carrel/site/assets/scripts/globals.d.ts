// What the joined scripts share with one another; see `site/scripts.py`.

interface Carrel {
  words: Record<string, string>; // what the scripts say
  parts: Record<string, string>; // the addresses of later parts
  modules: Record<string, any>; // what each module exports
}

declare var carrel: Carrel;
