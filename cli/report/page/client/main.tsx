import { render } from "preact";
import { App } from "./app";
import type { PageData } from "./data";
import { keepFilterOnJumps } from "./jumps";

const data = JSON.parse(document.getElementById("data")!.textContent!) as PageData;
render(<App data={data} />, document.getElementById("matrix")!);
keepFilterOnJumps();
