import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { isSamePerson } from "../../../cli/drill/questions";
import { answersAtTerminal } from "../../../cli/drill/terminal";

const LEFT = "\u001b[D";
const CTRL_C = "\u0003";

/** A terminal at which somebody types: each text in turn, once its question is there. */
class Terminal {
  readonly input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  readonly output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  shown = "";

  constructor() {
    this.output.setEncoding("utf8").on("data", (text: string) => (this.shown += text));
  }

  async type(question: string, ...keys: string[]): Promise<void> {
    for (let tries = 0; !this.shown.includes(question); tries++) {
      if (tries > 200) throw new Error(`"${question}" was not asked: ${this.shown}`);
      await new Promise((done) => setTimeout(done, 10));
    }
    this.shown = "";
    for (const key of keys) {
      this.input.write(key);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

async function people(terminal: Terminal) {
  const asked = answersAtTerminal({}, terminal);
  await terminal.type("Who is the operator", "Ada", "\r");
  await terminal.type("Who is the witness", "Grace", "\r");
  return asked;
}

describe("drill at the terminal", () => {
  it("asks who is there, and takes no person for two", async () => {
    const terminal = new Terminal();
    const asked = answersAtTerminal({}, terminal);
    await terminal.type("Who is the operator", "\r");
    await terminal.type("Write a name.", "Ada Byron", "\r");
    await terminal.type("Who is the witness", "ada  byron", "\r");
    await terminal.type("a drill has two people", "\u0015Grace", "\r");
    const { operator, witness } = await asked;
    assert.deepEqual([operator, witness], ["Ada Byron", "Grace"]);
    assert.equal(isSamePerson("Ada Byron", " ADA  byron "), true);
    assert.equal(isSamePerson("Ada Byron", "Ada"), false);
  });

  it("asks nobody whom the command names", async () => {
    const { operator, witness } = await answersAtTerminal({ operator: "Ada", witness: "Grace" }, new Terminal());
    assert.deepEqual([operator, witness], ["Ada", "Grace"]);
  });

  it("takes a yes only from somebody who chose it, with a remark or without", async () => {
    const terminal = new Terminal();
    const answers = await people(terminal);
    const yes = answers.answer("vault");
    await terminal.type("seals intact", LEFT, "\r");
    await terminal.type("Remark for the record", "\r");
    assert.deepEqual(await yes, {
      id: "vault",
      title: "The vault opened under two pairs of eyes",
      outcome: "passed",
      evidence: "Answered yes.",
    });
  });

  it("takes an Enter too many for a no, and wants to know what happened", async () => {
    const terminal = new Terminal();
    const answers = await people(terminal);
    const no = answers.answer("console");
    await terminal.type("Did the sign-in", "\r");
    await terminal.type("What happened?", "\r");
    await terminal.type("Write a sentence.", "The key was dead.", "\r");
    assert.deepEqual([(await no).outcome, (await no).evidence], ["failed", "Answered no. The key was dead."]);
  });

  it("records nothing when it is broken off, at a name, an answer or a remark", async () => {
    const broken = { message: "The drill was broken off; nothing was recorded." };
    const first = new Terminal();
    const asked = answersAtTerminal({}, first);
    const refused = assert.rejects(asked, broken);
    await first.type("Who is the operator", CTRL_C);
    await refused;
    const second = new Terminal();
    const answers = await people(second);
    const atAnswer = assert.rejects(answers.answer("heard"), broken);
    await second.type("confirmed that the alarm arrived", CTRL_C);
    await atAnswer;
    const atRemark = assert.rejects(answers.answer("heard"), broken);
    await second.type("confirmed that the alarm arrived", LEFT, "\r");
    await second.type("Remark for the record", CTRL_C);
    await atRemark;
  });

  it("tells what to do step by step, and shows what it waits for", async () => {
    const terminal = new Terminal();
    const answers = await people(terminal);
    answers.tell("Now, together:", ["Open the vault.", "Sign in."]);
    await terminal.type("2. Sign in.");
    const waiting = answers.wait("Waiting up to 20 minutes.");
    await terminal.type("Waiting up to 20 minutes");
    waiting.say("Alarm: not yet.");
    await terminal.type("Alarm: not yet");
    waiting.end("Alarm: fired.");
    await terminal.type("Alarm: fired.");
  });

  it("is for terminals", async () => {
    await assert.rejects(answersAtTerminal({}, { input: new PassThrough() }), {
      message: "A drill asks questions; run it at a terminal, or give --answers with a file.",
    });
  });
});
