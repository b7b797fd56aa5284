"""Long invented accounts of one child, as agencies and a mother tell them, for packs that fill pages."""

WARD = """\
Testchild was brought in by ambulance at 07:52 on 1 June 2026, in cardiac arrest. The crew had found her
in asystole; they gave adrenaline 0.1 mg/kg twice, and salbutamol had been given by her mother at about
06:30 (10 puffs, by spacer). On arrival: no pulse, pupils fixed, temperature 35.1, glucose 9.4. She was
intubated, a bilateral thoracostomy was made, and magnesium, aminophylline and bicarbonate were given.
Return of circulation was never seen. The decision to stop was made together, at 08:41; Mirabel was in
the room, and a nurse stayed with her throughout.

Her notes were read afterwards. She had been seen in this department four times: with viral wheeze, with
a cut chin, with wheeze again, and with a cough that "went on for ever", as her grandmother said. After
the third visit a letter was dictated; nobody knows whether it was sent. The asthma nurse's clinic had
offered two dates, neither of which was kept. It isn't clear why: the first letter went to an address
that the family had left, and the second was returned. There was no written plan in the notes, no record
of a peak flow, and no note that her inhaler technique had ever been watched.

Two things stand out. First, she had been given six reliever inhalers in nine months, and one preventer;
nobody had counted. Second, the out-of-hours doctor who saw her on 30 May 2026 had no access to the
practice's notes, so what looked like a first episode was the fifth. His examination was careful: rate
32, saturation 95 %, mild recession, good air entry. He gave prednisolone, wrote "review if worse", and
told her mother to call back.
"""
PRACTICE = """\
Registered from birth. Eczema at three months, wheeze with colds from the first winter, croup once.
Health visitor's reviews complete; immunisations up to date. Her mother's own asthma is well controlled,
and she doesn't smoke; others in the house do, though not indoors. Reliever inhaler on repeat since last
autumn, preventer issued once and not collected again. Asthma review: due, reminder sent, not attended. A
second reminder wasn't sent, because the recall list had been moved to a new system (the old one was
switched off in spring).

On 28 May 2026 Mirabel rang at 08:15. She was seventh in the queue, held for nineteen minutes, and was
told that there were no appointments left; she might try the pharmacy, or ring again tomorrow. The call
was recorded, and we have listened to it: she says that Testchild "can't finish a sentence", which should
have been passed to a clinician at once. It was not. We've since changed the script, so that breathing is
asked about first.

Dr Penhaligon adds that the practice's asthma register, when it was checked in June, held eleven children
with more than four relievers in a year and no review. All have been called; nine have been seen.
"""
MOTHER = """\
I want them to know that she was funny and that she sang in the bath and that she could not be told
anything twice because she remembered it the first time and would tell you so. She didn't like the blue
inhaler because of the taste but she took it when I counted with her. I rang and rang that week and I
felt like I was being a nuisance and I've thought about that every day since. Nobody ever sat down with
me and showed me what to do when it gets bad, I learnt it from my own mum and from the leaflet in the
box. If somebody had said to me this is the number where you don't wait any more, I'd have gone in on the
Thursday. I'm not angry with the doctor on Saturday, he was kind, and he looked at her properly. I am
angry that he couldn't see what the others had written. I'd like there to be one piece of paper that goes
where the child goes. That's what I would ask for.
"""
CREW = """\
Called at 07:21 to a child not breathing, six years of age at most by what the caller said. Two crews
and a response car were sent; the first was at the door at 07:29, after a closed road had cost it two
minutes. The mother was doing compressions on the kitchen floor, as the call taker had told her to, and
she did them well. No pulse, no breathing, skin mottled but warm. Pads on: asystole. Airway opened, two
breaths by bag with a mask, chest barely moving; a wheeze could be heard on squeezing. Needle in the
shin at the second try, adrenaline at 07:34, again at 07:38. The inhaler lay on the worktop, its counter
at nought; a second, empty, was in the bin.

We asked what had gone before. A cold since Thursday, said the mother, then coughing at night, then a
night when nobody slept. She had rung the surgery, she had rung the out-of-hours line, she had been seen
on Saturday, and she had thought on Sunday that the worst was over. At six she woke to a noise that she
had never heard. Ten puffs, no better; ten more, and then the lips were blue. The neighbour held the
gate, an uncle held the baby, and somebody (we do not know who) had already moved the cars.

On the way the pupils were fixed. The hospital was told at 07:41, a team stood ready, and we handed over
at 07:52 while compressions went on. What we would do differently: the road closure was known to the
council, not to us; the response car carried no small mask, so the first breaths leaked; and nobody
stayed behind with the uncle, who was left with a baby, a police officer and no news for an hour. All
three have been raised, and the first has been put right.
"""
SCHOOL = """\
She started with us in the autumn, full days from half-term, and settled sooner than most: by Christmas
she chose the book, turned the pages, and told the others to sit down. Attendance was good until spring;
after that there were eleven mornings missed, every one of them with a phone call. The reason given was
always the chest. Nobody here added them up. When we did, for this form, it was plain: four in March,
five in April, two in May.

There was a plan in the office for peanuts, for another child, and none for asthma, for her. The form
that parents fill in asks about allergies, epilepsy, diabetes and "anything else"; under the last, her
mother had written "puffer if wheezy". A blue inhaler was kept in the classroom cupboard, behind the
paint, in a box with her name on it. It was used twice, both times by a teaching assistant who has it
herself and knew what to do; she wrote it on a sticky note for the mother, and the note did its work,
but no record was kept.

At sports day she ran, stopped, sat, and said that her tummy was tight. We thought of nerves. Her
teacher has asked us to say that she thinks about this often, that she now knows what a tight tummy may
be, and that every adult in the building has been shown since. We have a register, a spare inhaler with
a spacer in each key stage, and a nurse who comes in September. None of it is hard, and none of it was
there.
"""
