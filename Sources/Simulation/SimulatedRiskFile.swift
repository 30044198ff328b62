/// The risk framework of a simulated pilot: indicators, goalposts and weights.
enum SimulatedRiskFile {
  static let text = """
    # Indicators of the risk index with goalposts fixed for the year: risk is 0 at no_risk and 100 at full_risk.
    # All goalposts are proposals, to be agreed with the Institute. Weights are equal within a block.
    method: {between_blocks: geometric, rise: 5}
    uncertainty: {weight_spread: 0.25, between_blocks: [geometric, arithmetic]}
    zones: {amber: 30, red: 60, agreed: false}
    blocks:
      outcome:
        name: {kk: "Балалардың нәтижелері", ru: "Результаты детей", en: "Children's outcomes"}
        indicators:
          # Every other score at level I is taken as the worst case.
          level_one_share:
            name: {kk: "I деңгейдегі үлес", ru: "Доля на уровне I", en: "Share at level I"}
            source: level_one_share
            no_risk: 0.0
            full_risk: 0.5
            weight: 1
          # Children who do not grow at all would not rise in 0.5 to 0.6 of the scores: half fall by chance, and there are ties.
          no_progress_share:
            name: {kk: "Ілгерілеусіз үлес", ru: "Доля без прогресса", en: "Share without progress"}
            source: no_progress_share
            no_risk: 0.0
            full_risk: 0.6
            weight: 1
      # The usual amber and red limits lie at one third and two thirds of the way from no_risk to full_risk.
      implementation:
        name: {kk: "Пилоттық жобаның іске асырылуы", ru: "Реализация пилотного проекта", en: "Implementation of the pilot"}
        # Not compensable: any of them makes a place red whatever its index.
        flags:
          injury:
            name: {kk: "Баланың жарақаты", ru: "Травма ребенка", en: "Injury of a child"}
          open_violation:
            name: {kk: "Жойылмаған санитарлық бұзушылық", ru: "Неустраненное санитарное нарушение", en: "Open sanitary violation"}
        indicators:
          # Staff who left ÷ staff employed, per quarter: amber above 0.05, red above 0.10.
          staff_turnover:
            name: {kk: "Кадрлардың тұрақсыздығы", ru: "Текучесть кадров", en: "Staff turnover"}
            source: indicators
            unit: share
            no_risk: 0.0
            full_risk: 0.15
            weight: 1
          # The pilot's own indicators do not apply to preschools without an experimental group.
          # Staff with pilot training ÷ staff of experimental groups: amber below 0.80, red below 0.60.
          pilot_training:
            name: {kk: "Пилот бойынша біліктілікті арттыру", ru: "Повышение квалификации по пилоту", en: "Pilot training of staff"}
            source: indicators
            unit: share
            no_risk: 1.0
            full_risk: 0.4
            missing: leave_out
            weight: 1
          # Consents ÷ children: red below 0.70 at two thirds; amber (0.90) comes earlier, since 1 is the most there can be.
          parental_consent:
            name: {kk: "Ата-аналардың келісімі", ru: "Согласие родителей", en: "Parental consent"}
            source: indicators
            unit: share
            no_risk: 1.0
            full_risk: 0.55
            weight: 1
          # Families with a recorded activity ÷ families: amber below 0.60, red below 0.40.
          parental_involvement:
            name: {kk: "Ата-аналардың қатысуы", ru: "Вовлеченность родителей", en: "Parental involvement"}
            source: indicators
            unit: share
            no_risk: 0.8
            full_risk: 0.2
            weight: 1
          # Equipment present and usable ÷ items of the list: amber below 0.80, red below 0.60.
          environment:
            name: {kk: "Пәндік-дамыту ортасы", ru: "Предметно-развивающая среда", en: "Subject-developing environment"}
            source: indicators
            unit: share
            no_risk: 1.0
            full_risk: 0.4
            missing: leave_out
            weight: 1
          # Days attended ÷ days enrolled: best band from 0.90, worst band below 0.60.
          attendance:
            name: {kk: "Қатысу", ru: "Посещаемость", en: "Attendance"}
            source: indicators
            unit: share
            no_risk: 0.9
            full_risk: 0.6
            weight: 1
          # Sessions held ÷ planned: amber below 0.85, red below 0.70.
          sessions_held:
            name: {kk: "Өткізілген іс-әрекет көлемі", ru: "Объем проведенных занятий", en: "Sessions held"}
            source: sessions_held
            no_risk: 1.0
            full_risk: 0.55
            missing: leave_out
            weight: 1
      # Can we tell? Amber and red at a third and two thirds of the way, as far as the scale reaches.
      evidence:
        name: {kk: "Деректердің сенімділігі", ru: "Надежность данных", en: "Evidence"}
        indicators:
          missing_child_waves:
            name: {kk: "Бақыланбаған бала × кезең", ru: "Пропущенные наблюдения ребенок × этап", en: "Missing child × wave"}
            source: missing_child_waves
            no_risk: 0.0
            full_risk: 0.3
            thresholds: {amber: 0.1, red: 0.2}
          item_non_response:
            name: {kk: "Толтырылмаған тармақтар", ru: "Незаполненные пункты", en: "Items without a mark"}
            source: item_non_response
            no_risk: 0.0
            full_risk: 0.4
            thresholds: {amber: 0.1, red: 0.25}
          rater_change:
            name: {kk: "Бағалаушының ауысуы", ru: "Смена оценивающего", en: "Change of the rater"}
            source: rater_change
            no_risk: 0.0
            full_risk: 0.5
            thresholds: {amber: 0}
    """
}
