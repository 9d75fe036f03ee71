"""Names of the county's mix. A family's names come from one group; some families are of two."""

from typing import NamedTuple


class Names(NamedTuple):
    share: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _names(share: int, *lists: str) -> Names:
    girls, boys, women, men, families = (tuple(text.split()) for text in lists)
    return Names(share, girls, boys, women, men, families)


GROUPS = (
    _names(
        62,
        "Amelia Ava Daisy Ella Ellie Erin Esme Evie Florence Freya Grace Gracie Harper Holly Isla Ivy Jasmine Jessica "
        "Kayleigh Lacey Lexi Lily Lola Maisie Matilda Mia Millie Molly Nancy Niamh Olivia Phoebe Poppy Rosie Ruby "
        "Scarlett Skye Sophie Summer Tilly Willow",
        "Albie Alfie Archie Arlo Arthur Billy Bobby Caleb Callum Charlie Connor Dylan Ethan Finley Frankie Freddie "
        "George Harley Harrison Harvey Henry Jack Jacob Jayden Jenson Joey Kai Kian Leo Lewis Logan Louie Mason Max "
        "Noah Oliver Oscar Reggie Riley Ronnie Rory Teddy Theo Toby Tommy Tyler Zach",
        "Abbie Alison Amanda Amy Becky Bethany Carly Caroline Chantelle Charlotte Chelsea Claire Danielle Donna Emma "
        "Gemma Hannah Hayley Heather Jade Janine Jo Katie Kayleigh Kelly Kerry Kirsty Laura Leanne Lisa Louise Lucy "
        "Marie Megan Michelle Natalie Nicola Paula Rachel Rebecca Sam Sarah Shannon Sharon Stacey Tanya Tracey "
        "Vicky Zoe",
        "Aaron Adam Alan Andrew Anthony Ashley Ben Bradley Carl Chris Craig Dale Damian Daniel Darren Dave Dean Gary "
        "Gavin Graham Ian Jamie Jason Jordan Josh Karl Keith Kevin Kieran Lee Liam Luke Mark Martin Matt Michael Neil "
        "Nathan Paul Pete Reece Richard Rob Ross Ryan Scott Sean Shane Simon Steve Stuart Terry Wayne",
        "Abbott Allsop Archer Ashby Atkins Bagley Baldwin Barber Barnes Bassett Beckett Benson Bird Blake Bowen "
        "Bradshaw Bristow Brooker Bryant Buckley Burgess Burton Carter Chapman Clifton Coates Cole Cooper Crane Crook "
        "Curtis Dale Dawson Deacon Dixon Downes Draper Duffy Eaves Elliott Farrow Fenton Field Finch Fletcher Flynn "
        "Foster Fowler Garner Gibbs Godfrey Goddard Gough Greenaway Hadley Harding Hargreaves Hawkins Heath Hewitt "
        "Hobbs Holloway Horton Howell Huggins Ingram Jarvis Jeffries Kemp Kendall Kirby Lambert Larkin Leach Lockwood "
        "Lowe Marsden Maynard Mellor Merritt Middleton Moss Nash Newbold Nolan Norris Oakley Osborne Palmer Parsons "
        "Pearce Perrin Pike Plummer Pratt Prentice Randall Redman Rowe Rudd Saunders Savage Sharpe Shelton Skinner "
        "Slater Sparks Spooner Stokes Sutton Tanner Tate Thorne Tibbs Tolley Tranter Underwood Vickers Wadham Walton "
        "Warner Waters Webber Weston Wheeler Whitmore Wickham Willis Winter Woodruff Yates",
    ),
    _names(
        5,
        "Aoife Caoimhe Ciara Clodagh Niamh Orla Roisin Saoirse",
        "Cian Conor Declan Eoin Finn Oisin Rory Tadhg",
        "Bernadette Breda Deirdre Eileen Maeve Mairead Nuala Sinead Siobhan",
        "Brendan Ciaran Colm Declan Dermot Donal Eamon Niall Padraig",
        "Brady Byrne Cassidy Connolly Doherty Fahy Gallagher Hennessy Keane Kinsella McCarthy McDonagh Quinlan Tierney",
    ),
    _names(
        8,
        "Amelia Gabriela Hanna Julia Lena Maja Natalia Oliwia Zofia Zuzanna",
        "Adam Antoni Filip Jakub Jan Kacper Mateusz Oskar Szymon Tymon",
        "Agnieszka Aneta Anna Beata Dorota Ewelina Iwona Justyna Karolina Magdalena Marta Monika Sylwia",
        "Adrian Dariusz Grzegorz Jacek Krzysztof Lukasz Marcin Mariusz Pawel Piotr Slawomir Tomasz",
        "Adamczyk Baran Borkowski Czarnecki Dudek Górski Jankowski Kaczmarek Kubiak Lis Majewski Mazur Pawlak Sikora "
        "Sobczak Wrona Zając Zielinski",
    ),
    _names(
        5,
        "Alexandra Andreea Daria Elena Ioana Maria Sofia Teodora",
        "Alexandru Andrei David Luca Matei Rares Stefan Vlad",
        "Alina Cristina Daniela Elena Gabriela Ioana Loredana Mihaela Simona",
        "Adrian Bogdan Catalin Cosmin Dragos Florin Ionut Marius Sorin",
        "Albu Barbu Ciobanu Dinu Dragomir Enache Iordache Lupu Matei Munteanu Neagu Popescu Stoica Toma",
    ),
    _names(
        7,
        "Aisha Amina Fatima Hafsa Inaya Khadija Maryam Safa Zainab Zara",
        "Adam Ayaan Hamza Ibrahim Idris Musa Rayyan Umar Yusuf Zakariya",
        "Aisha Asma Farah Fozia Nadia Naseem Parveen Rukhsana Saima Shabana Tahira Yasmin",
        "Adeel Asif Farooq Imran Kamran Khalid Nadeem Rashid Sajid Tariq Waqas Zahid",
        "Ahmed Akhtar Anwar Aslam Bashir Chaudhry Iqbal Javed Mahmood Malik Mirza Qureshi Rafiq Siddiqui Yousaf",
    ),
    _names(
        4,
        "Aisha Anika Fariha Mahira Nusrat Raisa Samiha Tasnim",
        "Arif Fahim Mahdi Nabil Rafi Sami Tahmid Zayan",
        "Farzana Halima Nasrin Rehana Rokeya Salma Shirin Sultana",
        "Abdul Enamul Faruk Jamal Kabir Mizan Rafiqul Shahin",
        "Alam Begum Choudhury Haque Islam Kabir Khatun Miah Rahman Sarkar Uddin",
    ),
    _names(
        6,
        "Adaeze Amara Blessing Chioma Ebun Esther Ngozi Temi Zainab",
        "Ayo Chidi Daniel David Emeka Femi Ikenna Kola Samuel Tunde",
        "Abiola Adwoa Akosua Blessing Chinwe Folake Funke Grace Ifeoma Patience Yetunde",
        "Ade Chuka Emmanuel Femi Ike Kofi Kwabena Kwame Obinna Segun Yaw",
        "Abiodun Acheampong Adebayo Adjei Afolabi Appiah Asante Balogun Boateng Danso Eze Nwosu Obi Ogunleye Okeke "
        "Oppong Owusu",
    ),
    _names(
        5,
        "Aaliyah Imani Kiara Nevaeh Renee Shanice Tiana Zahra",
        "Andre Jaden Josiah Kymani Malachi Marcus Micah Tyrell",
        "Alicia Candice Denise Jacqueline Keisha Marcia Natasha Sonia Yvonne",
        "Anthony Delroy Devon Errol Jermaine Leroy Marlon Trevor Winston",
        "Bailey Beckford Campbell Clarke Daley Facey Gayle Grant Henry Levy McKenzie Morrison Pinnock Samuels Walters",
    ),
    _names(
        4,
        "Anaya Diya Isha Kavya Meera Priya Riya Saanvi",
        "Aarav Arjun Dev Ishaan Kiran Rohan Vihaan Yash",
        "Anita Bhavna Geeta Harpreet Jaspreet Kavita Manisha Meena Rekha Sunita",
        "Amit Deepak Gurpreet Hitesh Jaswinder Mukesh Rajesh Sanjay Vikram",
        "Bhatt Chauhan Desai Dhillon Gill Joshi Kaur Mistry Nair Patel Sandhu Shah Sharma Solanki",
    ),
    _names(
        4,
        "Beatriz Elif Emilia Ines Leonor Mara Zeynep Ugne",
        "Can Deniz Emir Jonas Lukas Mateo Rafael Tiago",
        "Ana Ayse Catarina Fatma Filiz Jurgita Kristina Patricia Rasa Sandra",
        "Carlos Darius Hakan Joao Mehmet Nelson Paulo Serkan Tomas Vytas",
        "Almeida Arslan Barros Demir Ferreira Kaplan Kazlauskas Lopes Mendes Petrauskas Ribeiro Yildiz",
    ),
)  # fmt: skip

_WORKERS = """
Abena Adele Aidan Alasdair Amber Angela Anil Anjali Annabel Anya Bernice Bilal Bridget Bronwen Callum Camilla
Carole Catrin Cerys Chipo Clive Colette Comfort Corinne Cormac Dafydd Dalia Daphne Denzil Dilys Donovan
Dorothy Edie Edwin Eluned Emeline Ezra Fadumo Fergus Fiona Frances Francis Gareth Georgina Gill Gwen Harriet
Hasan Heledd Hugh Imogen Indira Ines Iona Isaac Ishbel Jasper Jean Joel Jonah Juliet Kamal Kit Leila Leonie
Linden Lorna Lydia Mabel Magnus Mairi Malcolm Marguerite Martha Maureen Maxine Mercy Miriam Morag Morwenna
Naomi Nesta Nia Nikhil Oonagh Otis Parisa Patrick Peggy Philippa Quentin Rhian Rhona Rufus Rupa Sabrina Selina
Seren Seth Sheila Silvia Stella Sushma Tabitha Tamsin Thandi Theresa Tobias Uma Una Verity Vincent Wanda Wilf
Yusra Zadie
"""
_WORKER_FAMILIES = """
Abara Addison Ainsworth Alderton Amankwah Anstey Appleyard Ashworth Attwell Ayling Baines Bannerjee Barrow
Bayliss Beaumont Bello Bevan Birtwistle Blackwood Bolton Boothroyd Bradwell Brennan-Shaw Brightwell Broadhurst
Bulmer Caldwell Cartwright Castle Chadwick Chaudhuri Clegg Clough Colville Copeland Corrigan Cotterill Coward
Crabtree Croft Cunliffe Dalgleish Danvers Darby Dasgupta Dearden Denham Dewhurst Drummond Dunning Eccles
Edgerton Ellwood Emsley Entwistle Fairbairn Faulkner Fawcett Featherstone Fernandes Forsyth Fraser Furnival
Gadd Galbraith Garside Gascoigne Ghosh Gilchrist Gledhill Goodall Greaves Grimshaw Hallam Hamid Hanley
Hardcastle Haworth Hepworth Heywood Hinchcliffe Holroyd Hussein Huxley Iyer Jaffrey Jessop Kavanagh Kearns
Kershaw Khan-Ellis Lazenby Leadbetter Lightfoot Lister Lomax Lumsden Macaulay Maddox Marchant Mbatha
Mistry-Cole Moncrieff Montague Morley Mulholland Murgatroyd Musa Naidoo Nettleton Nkosi Nuttall Ogden Olatunji
Ormerod Osei Ostler Paget Pargeter Pemberton Penhaligon Pickering Pilkington Poulter Purcell Quigley Radcliffe
Rahim Ramsbottom Rawlins Reddy Redfern Ridgeway Rimmer Rosewell Rothwell Rushton Sagar Scholes Seddon Sethi
Shackleton Shuttleworth Sidhu Sinclair Smallwood Sowerby Spalding Standish Stirling Sugden Sykes Tattersall
Tennant Thackray Thwaite Tinsley Treloar Tremayne Turnbull Tweedie Uttley Vance Varley Vaughan Wadsworth
Wainwright Walmsley Warburton Wharton Whitworth Wilkes Wolstenholme Worsley Wragg Wyatt Yeoman Zaman
"""
WORKERS, WORKER_FAMILIES = tuple(_WORKERS.split()), tuple(_WORKER_FAMILIES.split())
