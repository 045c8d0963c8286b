import { type Element, element } from "./element.ts";

/** How messages are spoken: a language tag and a voice of Twilio's <Say>. */
export interface Speech {
  readonly language: string;
  readonly voice?: string;
}

/** <Say> in the project's voice. https://www.twilio.com/docs/voice/twiml/say */
export function say(message: string, speech: Speech): Element {
  return element("Say", { language: speech.language, voice: speech.voice }, message);
}
